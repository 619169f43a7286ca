using Checkout.Api.StoredMethods;
using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Sessions.DelegatedPayments;

/// <summary>
/// What an agent may present to pay a session: a token of a card that was delegated to us, one that a PSP has granted to the merchant, or the
/// URN of a method that the customer has stored.
/// </summary>
internal sealed class PaymentTokens(DelegatedPaymentBook delegated, MethodStore methods)
{
    /// <summary>What pays, or why the token does not.</summary>
    /// <param name="session">The session as it is to be paid.</param>
    /// <param name="token">What the agent has presented.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<(PaymentInstrument? Instrument, TokenRefusal? Refusal)> FindAsync(
        CheckoutSession session, string token, CancellationToken cancellationToken)
    {
        if (DelegatedPaymentBook.IsToken(token))
        {
            var (cardToken, refusal) = await delegated.TakeAsync(session, token, cancellationToken);
            return cardToken is null ? (null, refusal) : (new PaymentInstrument(cardToken, StoredMethodUrn: null), null);
        }

        if (GrantedToken.IsOne(token))
        {
            return (new PaymentInstrument(CardToken: null, StoredMethodUrn: null, GrantedToken: token), null);
        }

        if (await FindMethodAsync(session.TenantId, token, cancellationToken) is not { } method)
        {
            return (null, TokenRefusal.Unknown);
        }

        return string.Equals(method.CustomerUrn, session.CustomerUrn, StringComparison.Ordinal)
            ? (new PaymentInstrument(CardToken: null, method.PaymentMethodUrn), null)
            : (null, TokenRefusal.OtherCustomer);
    }

    /// <summary>What may be shown of the card behind a token: its last four digits and its scheme; nulls for what is not known.</summary>
    public async Task<(string? Ending, string? Type)> CardOfAsync(string tenantId, string token, CancellationToken cancellationToken) =>
        await delegated.FindAsync(tenantId, token, cancellationToken) is { } kept ? (kept.CardEnding, kept.CardType) : default;

    /// <summary>
    /// The customer whose stored method the token names, so that a session that knows no customer yet can become that customer's; null for
    /// every other token.
    /// </summary>
    public async Task<string?> OwnerOfAsync(string tenantId, string token, CancellationToken cancellationToken) =>
        DelegatedPaymentBook.IsToken(token) || GrantedToken.IsOne(token)
            ? null
            : (await FindMethodAsync(tenantId, token, cancellationToken))?.CustomerUrn;

    private async Task<StoredMethod?> FindMethodAsync(string tenantId, string urn, CancellationToken cancellationToken) =>
        Identifier.IsValid(urn) && await methods.FindAsync(tenantId, urn, cancellationToken) is { State: StoredMethod.Active } method
            ? method
            : null;
}
