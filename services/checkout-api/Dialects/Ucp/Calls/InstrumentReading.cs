using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Dialects.Ucp.Requests;
using Checkout.Api.Dialects.Ucp.Views;
using Checkout.Api.Sessions;
using Checkout.Api.Sessions.DelegatedPayments;
using Checkout.Contracts.Payments;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Ucp.Calls;

/// <summary>The means of payment that a complete call has selected: a card or a token.</summary>
/// <param name="Id">The platform's name for it.</param>
/// <param name="Path">JSONPath of it.</param>
/// <param name="Card">A card that passes the rules of cards.</param>
/// <param name="Token">What stands for a card.</param>
internal sealed record ReadInstrument(string Id, string Path, CreditCardDto? Card, string? Token)
{
    public string? CardEnding => Card is null ? null : CardRules.EndingOf(Card.CardNumber);
}

/// <summary>A payment, and what to say when it cannot be made.</summary>
internal sealed record UcpPaymentAttempt(SessionPayment Payment, Func<string, UcpMessage> WhyNot);

/// <summary>Finds out what a complete call wants to pay with.</summary>
internal sealed class InstrumentReading(PaymentService payments, PaymentTokens tokens, IOptions<CheckoutOptions> options, TimeProvider time)
{
    /// <summary>The selected instrument, or what is wrong with what was sent.</summary>
    public (ReadInstrument? Instrument, IReadOnlyList<UcpMessage> Wrong) Read(PaymentBody body, CheckoutSession session)
    {
        var all = body.Instruments ?? [];
        var selected = all.Where(instrument => instrument.Selected == true || all.Count == 1).ToList();
        if (selected is not [var only])
        {
            return (null, [UcpMessage.Recoverable("payment_required", "Exactly one payment instrument has to be selected.", "$.payment.instruments")]);
        }

        var path = $"$.payment.instruments[{all.ToList().IndexOf(only)}]";
        if (only.Credential is not { } credential)
        {
            return (null, [UcpMessage.Recoverable(MessageView.Missing, "The instrument has no credential.", $"{path}.credential")]);
        }

        switch (only.HandlerId)
        {
            case PaymentHandlers.Card:
                var holder = new Buyer(only.BillingAddress?.FirstName, only.BillingAddress?.LastName).FullName ?? session.Buyer?.FullName;
                var (card, wrong) = FreshCard.Read(credential, holder, $"{path}.credential", time);
                return (card is null ? null : new ReadInstrument(only.Id!, path, card, Token: null), wrong);
            case PaymentHandlers.Token:
                return credential.Token is { Length: > 0 } token
                    ? (new ReadInstrument(only.Id!, path, Card: null, token), [])
                    : (null, [UcpMessage.Recoverable(MessageView.Missing, "The credential has no token.", $"{path}.credential.token")]);
            default:
                return (null, [UcpMessage.Recoverable("invalid_handler", "The handler is not one of ucp.payment_handlers.", $"{path}.handler_id")]);
        }
    }

    /// <summary>The payment of a session by an instrument.</summary>
    public UcpPaymentAttempt PaymentBy(ReadInstrument instrument, CheckoutSession session, HttpContext context)
    {
        TokenRefusal? refusal = null;
        var payment = new SessionPayment(
            PaymentChannel.CreditCard,
            async cancel =>
            {
                if (instrument.Card is { } card)
                {
                    return new PaymentInstrument(await payments.VaultAsync(card.ToCardData(), cancel), StoredMethodUrn: null);
                }

                (var found, refusal) = await tokens.FindAsync(session, instrument.Token!, cancel);
                return found;
            },
            MerchantApi.CheckoutUrl(context, options.Value.PublicUrl),
            CardEnding: instrument.CardEnding);
        return new UcpPaymentAttempt(payment, code => WhyNot(code, refusal, instrument.Path));
    }

    /// <summary>The customer whose stored method is to pay, for a session that knows no customer yet.</summary>
    public async Task<string?> OwnerOfAsync(ReadInstrument instrument, CheckoutSession session, CancellationToken cancellationToken) =>
        instrument.Token is { } token && session.CustomerUrn is null ? await tokens.OwnerOfAsync(session.TenantId, token, cancellationToken) : null;

    private static UcpMessage WhyNot(string messageCode, TokenRefusal? refusal, string path) => (messageCode, refusal) switch
    {
        (MessageCode.TooManyAttempts, _) => UcpMessage.Recoverable(
            "too_many_attempts", "The checkout was tried too often. Please start a new one.", path),
        (MessageCode.PaymentChannelNotAvailable, _) => UcpMessage.Recoverable(
            MessageView.PaymentFailed, "No payment provider takes such a payment in this currency.", path),
        (_, TokenRefusal.Expired) => Invalid("The token has expired.", path),
        (_, TokenRefusal.Used) => Invalid("The token was used before.", path),
        (_, TokenRefusal.OtherSession or TokenRefusal.OtherCurrency or TokenRefusal.OverLimit) =>
            Invalid("The token is not meant for this checkout as it stands.", path),
        _ => Invalid("The token is not known here.", path),
    };

    private static UcpMessage Invalid(string content, string path) =>
        UcpMessage.Recoverable("invalid_token", content, $"{path}.credential.token");
}
