using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Payments;

/// <summary>What pays, ready to be sent to its PSP.</summary>
/// <param name="Provider">Who takes it.</param>
/// <param name="Card">A fresh card, in clear.</param>
/// <param name="MethodToken">The provider's token of a stored method.</param>
/// <param name="Payer">Who pays, for a channel that wants to know.</param>
/// <param name="Authenticate">Whether to demand 3-D Secure.</param>
/// <param name="MayMove">Whether another PSP may try after a refusal.</param>
internal sealed record ReadyInstrument(
    IPaymentProvider Provider,
    CardData? Card,
    string? MethodToken,
    PayerData? Payer = null,
    bool Authenticate = false,
    bool MayMove = false)
{
    /// <summary>The attempt as it is written down before it is sent.</summary>
    public PaymentAuthorization ToAuthorization(AuthorizePaymentRequest request, DateTimeOffset now) => new(
        request.CustomerUrn,
        request.Amount,
        Provider.Identifier,
        request.Attempt,
        Card is null ? null : MaskedCard.Of(Card),
        request.Instrument.StoreOnSuccess && Card is not null,
        now,
        now,
        request.Instrument.Channel,
        Authenticate,
        MayMove,
        Provider.RepeatableFor);

    /// <summary>The attempt as the PSP gets it.</summary>
    public ProviderAuthorization ToProvider(AuthorizePaymentRequest request, PaymentAuthorization? written) => new(
        request.TrackingNumber,
        request.TenantId,
        request.Attempt,
        request.Amount,
        request.ReturnUrl,
        Card,
        MethodToken,
        written?.StoreOnSuccess ?? false,
        request.Instrument.Channel,
        Payer,
        Authenticate,
        request.Instrument.ExternalReference,
        request.Instrument.GrantedToken);
}
