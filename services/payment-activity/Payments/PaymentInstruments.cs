using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.StoredMethods;
using Checkout.Payments.Vault;

namespace Checkout.Payments;

/// <summary>What pays, ready to be sent to its provider.</summary>
/// <param name="Provider">Who takes it.</param>
/// <param name="Card">A fresh card, in clear.</param>
/// <param name="MethodToken">The provider's token of a stored method.</param>
internal sealed record ReadyInstrument(IPaymentProvider Provider, CardData? Card, string? MethodToken)
{
    public MaskedCard? Masked => Card is null ? null : MaskedCard.Of(Card);
}

/// <summary>Finds what pays: the card in the vault or the customer's stored method, and the provider for it.</summary>
internal sealed class PaymentInstruments(CardVault vault, CustomerMethods methods, PaymentProviders providers)
{
    /// <returns>The instrument, or the reason code of the refusal.</returns>
    public async Task<(ReadyInstrument? Instrument, string? ReasonCode)> PrepareAsync(
        AuthorizePaymentRequest request, CancellationToken cancellationToken)
    {
        var asked = request.Instrument;
        if (providers.Find(asked.ProviderIdentifier) is not { } provider)
        {
            return (null, ReasonCodes.ProviderUnknown);
        }

        if (asked.StoredMethodUrn is { } urn)
        {
            return await PrepareStoredAsync(request, urn, cancellationToken);
        }

        return asked.CardToken is { } token && await vault.FindAsync(token, cancellationToken) is { } card
            ? (new ReadyInstrument(provider, card, MethodToken: null), null)
            : (null, ReasonCodes.CardTokenExpired);
    }

    private async Task<(ReadyInstrument? Instrument, string? ReasonCode)> PrepareStoredAsync(
        AuthorizePaymentRequest request, string urn, CancellationToken cancellationToken)
    {
        var kept = await methods.FindAsync(request.TenantId, request.CustomerUrn, urn, cancellationToken);
        if (kept is not { Method.State: StoredMethod.Active } || providers.Find(kept.Provider) is not { } provider)
        {
            return (null, ReasonCodes.PaymentMethodNotFound);
        }

        // A token is worth nothing at another PSP.
        var wanted = request.Instrument.ProviderIdentifier;
        return wanted is null || string.Equals(wanted, provider.Identifier, StringComparison.OrdinalIgnoreCase)
            ? (new ReadyInstrument(provider, Card: null, kept.PspToken), null)
            : (null, ReasonCodes.PaymentMethodNotFound);
    }
}
