using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Offers;
using Checkout.Contracts.Payments;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>Turns a valid request into an order, or says why it cannot be bought. It changes nothing.</summary>
internal sealed class OrderAdmission(OfferBook offers, PaymentService payments, IOptions<CheckoutOptions> options, TimeProvider time)
{
    /// <summary>The order without its card and return URL, or the refusal.</summary>
    public async Task<(CheckoutOrder? Order, SubmissionOutcome? Refusal)> AdmitAsync(
        SubmittedOrder submitted, CancellationToken cancellationToken)
    {
        var (tenantId, cart, method) = (submitted.TenantId, submitted.Request.Order!, submitted.Request.PaymentMethod!);
        var offer = await offers.FindAsync(tenantId, cart.OfferIdentifier!, cancellationToken);
        var (priced, refusal) = OrderPricing.Price(cart, offer, time.GetUtcNow());
        if (priced is null)
        {
            return (null, refusal);
        }

        var customerUrn = cart.Customer!.CustomerUrn!;
        var route = new PaymentRouteQuestion(tenantId, method.Channel, priced.Total.Currency, method.ProviderIdentifier);
        if (!await payments.HasRouteAsync(route, cancellationToken))
        {
            return (null, new SubmissionOutcome.Rejected(MessageCode.PaymentChannelNotAvailable));
        }

        var byCard = method.Channel is PaymentChannel.CreditCard;
        var storedMethodUrn = byCard && method.PaysWithStoredMethod ? method.CreditCard!.StoredMethodUrn : null;
        if (storedMethodUrn is not null
            && await payments.FindStoredMethodAsync(tenantId, customerUrn, storedMethodUrn, cancellationToken) is null)
        {
            return (null, new SubmissionOutcome.Rejected(MessageCode.PaymentMethodNotFound));
        }

        return (new CheckoutOrder(
            tenantId,
            customerUrn,
            cart.CorrelationId,
            cart.OfferIdentifier!,
            priced.Lines,
            priced.Total,
            new PaymentInstrument(
                CardToken: null, storedMethodUrn, byCard && method.StoresMethodOnSuccess, method.ProviderIdentifier, method.Channel),
            ReturnUrl: string.Empty,
            options.Value.Deadlines,
            priced.Tax,
            priced.Instalments,
            cart.ResellerID), null);
    }
}
