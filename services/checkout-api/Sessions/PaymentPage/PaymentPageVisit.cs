using Checkout.Api.Checkouts;
using Checkout.Contracts.Payments;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Sessions.PaymentPage;

/// <summary>One visit of a shopper to the page.</summary>
internal sealed class PaymentPageVisit(
    SessionCompletion completion, PaymentService payments, IOptions<CheckoutOptions> options, TimeProvider time)
{
    private const int MaxFormBytes = 16 * 1024;

    /// <summary>Takes the card that was sent.</summary>
    /// <returns>A page that says what is wrong with it; null when what became of the session is to be shown.</returns>
    public async Task<IResult?> PayAsync(HttpContext context, SessionStanding standing)
    {
        if (standing.Stage is not (SessionStage.Ready or SessionStage.Declined))
        {
            return null;
        }

        if (await ReadFormAsync(context) is not { } form)
        {
            return CardForm.Page(standing.Session, CardForm.WrongAsAWhole("Please fill in the form."));
        }

        if (!CardForm.IsAbout(form, standing.Session))
        {
            return CardForm.Page(standing.Session, CardForm.WrongAsAWhole("The order has changed. Please look at the amount again."));
        }

        var (card, wrong) = CardForm.Read(form, time);
        if (card is null)
        {
            return CardForm.Page(standing.Session, wrong);
        }

        var payment = new SessionPayment(
            PaymentChannel.CreditCard,
            async cancel => new PaymentInstrument(await payments.VaultAsync(card.ToCardData(), cancel), StoredMethodUrn: null),
            MerchantApi.CheckoutUrl(context, options.Value.PublicUrl),
            CardEnding: CardRules.EndingOf(card.CardNumber));
        return await completion.CompleteAsync(standing, payment, context.RequestAborted) switch
        {
            CompletionOutcome.StillUndoing => CardForm.Page(
                standing.Session, CardForm.WrongAsAWhole("The last payment is being taken back. Please try again in a moment.")),
            CompletionOutcome.NotUsable => CardForm.Page(
                standing.Session, CardForm.WrongAsAWhole("This order cannot be paid by card any more.")),
            _ => null,
        };
    }

    /// <summary>A form may not be larger than a card needs.</summary>
    private static async Task<IFormCollection?> ReadFormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > MaxFormBytes)
        {
            return null;
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MaxFormBytes;
        return await context.Request.ReadFormAsync(context.RequestAborted);
    }
}
