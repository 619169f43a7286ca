using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers;

/// <summary>
/// One authorisation for a PSP. By card, exactly one of <paramref name="Card"/>, <paramref name="MethodToken"/> and
/// <paramref name="GrantedToken"/> is set.
/// </summary>
/// <param name="TrackingNumber">Our own reference.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="Attempt">Counts the authorisations of the order.</param>
/// <param name="Amount">What to hold.</param>
/// <param name="ReturnUrl">Where the PSP sends the browser after a challenge.</param>
/// <param name="Card">A fresh card, in clear.</param>
/// <param name="MethodToken">The PSP's token of a stored method.</param>
/// <param name="KeepMethod">Whether the PSP is to keep the card for later payments.</param>
/// <param name="Channel">How the shopper pays.</param>
/// <param name="Payer">Who pays, for a channel that wants to know; by card, the browser at most.</param>
/// <param name="Authenticate">Whether to demand 3-D Secure: the issuer has refused the attempt before for want of it.</param>
/// <param name="ExternalReference">Name of a payment that is made elsewhere.</param>
/// <param name="GrantedToken">The PSP's token for this one payment.</param>
internal sealed record ProviderAuthorization(
    string TrackingNumber,
    string TenantId,
    int Attempt,
    Money Amount,
    string ReturnUrl,
    CardData? Card,
    string? MethodToken,
    bool KeepMethod,
    PaymentChannel Channel = PaymentChannel.CreditCard,
    PayerData? Payer = null,
    bool Authenticate = false,
    string? ExternalReference = null,
    string? GrantedToken = null);

/// <summary>Names a payment to its PSP.</summary>
/// <param name="TrackingNumber">Our own reference, which the PSP has carried since the authorisation.</param>
/// <param name="Attempt">The authorisation meant.</param>
/// <param name="PspReference">The PSP's identifier, when we have seen it.</param>
/// <param name="Returned">What the shopper's browser brought back from the challenges, for a PSP that wants it.</param>
internal sealed record ProviderReference(string TrackingNumber, int Attempt, string? PspReference, PaymentReturn? Returned = null);
