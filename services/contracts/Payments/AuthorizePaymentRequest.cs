namespace Checkout.Contracts.Payments;

/// <summary>Asks to authorise the payment of an order. Nothing here is card data: the card waits in the vault under a token.</summary>
/// <param name="TrackingNumber">The order; also our own reference at the PSP.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="CustomerUrn">Who pays.</param>
/// <param name="Amount">What is to be paid.</param>
/// <param name="Instrument">What pays.</param>
/// <param name="ReturnUrl">Where the PSP sends the shopper's browser after a challenge; absolute.</param>
/// <param name="Attempt">1 for the first authorisation of the order; part of the PSP idempotency key.</param>
public sealed record AuthorizePaymentRequest(
    string TrackingNumber,
    string TenantId,
    string CustomerUrn,
    Money Amount,
    PaymentInstrument Instrument,
    string ReturnUrl,
    int Attempt);

/// <summary>
/// What pays. By card, exactly one of <paramref name="CardToken"/>, <paramref name="StoredMethodUrn"/> and <paramref name="GrantedToken"/> is set.
/// </summary>
/// <param name="CardToken">Vault token of a fresh card.</param>
/// <param name="StoredMethodUrn">A method that the customer stored before, e.g. <c>pm.00.482.7</c>.</param>
/// <param name="StoreOnSuccess">Whether to store the fresh card for the customer once the payment is captured.</param>
/// <param name="ProviderIdentifier">PSP that the merchant wants; null lets payment-activity choose.</param>
/// <param name="Channel">How the shopper pays.</param>
/// <param name="PayerToken">Vault token of what the PSP wants to know of the payer, for a channel that needs it.</param>
/// <param name="ExternalReference">
/// Name of a payment that is made elsewhere (<see cref="PaymentChannel.External"/>), unique among all tenants; null lets the tracking number
/// serve.
/// </param>
/// <param name="GrantedToken">
/// A token that a PSP has granted to the merchant for this payment, see <see cref="Payments.GrantedToken"/>; instead of a card.
/// </param>
public sealed record PaymentInstrument(
    string? CardToken,
    string? StoredMethodUrn,
    bool StoreOnSuccess = false,
    string? ProviderIdentifier = null,
    PaymentChannel Channel = PaymentChannel.CreditCard,
    string? PayerToken = null,
    string? ExternalReference = null,
    string? GrantedToken = null);
