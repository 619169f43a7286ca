using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Routing;
using Checkout.Payments.StoredMethods;
using Checkout.Payments.Vault;

namespace Checkout.Payments;

/// <summary>Finds what pays - the card or payer in the vault, or the customer's stored method - and the PSP for it.</summary>
internal sealed class PaymentInstruments(
    InstrumentVault vault, CustomerMethods methods, PaymentProviders providers, PaymentRouter router, PaymentRetry retry)
{
    /// <summary>Prepares an attempt.</summary>
    /// <param name="request">What is to be authorised.</param>
    /// <param name="known">The payment so far: an attempt that was sent before goes to the same PSP again.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The instrument, or the reason code of the refusal.</returns>
    public async Task<(ReadyInstrument? Instrument, string? ReasonCode)> PrepareAsync(
        AuthorizePaymentRequest request, Payment? known, CancellationToken cancellationToken)
    {
        var asked = request.Instrument;
        if (asked.ProviderIdentifier is { } wanted && providers.Find(wanted) is null)
        {
            return (null, ReasonCodes.ProviderUnknown);
        }

        if (asked.StoredMethodUrn is { } urn)
        {
            return await PrepareStoredAsync(request, known, urn, cancellationToken);
        }

        if (asked.GrantedToken is { } granted)
        {
            // It is worth nothing at another PSP.
            return providers.RedeemerOf(granted) is { } redeemer
                ? (new ReadyInstrument(redeemer, Card: null, MethodToken: null), null)
                : (null, ReasonCodes.PaymentMethodNotFound);
        }

        var reader = new VaultReader(request.TrackingNumber, request.Attempt);
        var card = await vault.FindCardAsync(asked.CardToken, reader, cancellationToken);
        var payer = await vault.FindPayerAsync(asked.PayerToken, reader, cancellationToken);
        if ((asked.Channel is PaymentChannel.CreditCard && card is null) || (asked.PayerToken is not null && payer is null))
        {
            return (null, ReasonCodes.CardTokenExpired);
        }

        var bin = card is null ? null : CardNumber.Bin(card.Number.Reveal());
        return Choose(request, known, bin) is { Provider: { } provider } choice
            ? (new ReadyInstrument(provider, card, MethodToken: null, payer, choice.Authenticate, MayMove: asked.ProviderIdentifier is null), null)
            : (null, known?.ReasonCode ?? ReasonCodes.NotSupported);
    }

    private (IPaymentProvider? Provider, bool Authenticate) Choose(AuthorizePaymentRequest request, Payment? known, string? bin)
    {
        if (known?.Authorization is { } last)
        {
            return last.Attempt == request.Attempt
                ? (providers.Get(last.Provider), last.Authenticate)
                : retry.Next(known, bin) is { } next ? (next.Provider ?? providers.Get(last.Provider), next.Authenticate) : default;
        }

        var asked = request.Instrument;
        var route = new PaymentRoute(
            request.TrackingNumber, request.TenantId, asked.Channel, request.Amount.Currency, asked.ProviderIdentifier, bin);
        return (router.Choose(route, tried: []), false);
    }

    private async Task<(ReadyInstrument? Instrument, string? ReasonCode)> PrepareStoredAsync(
        AuthorizePaymentRequest request, Payment? known, string urn, CancellationToken cancellationToken)
    {
        var kept = await methods.FindAsync(request.TenantId, request.CustomerUrn, urn, cancellationToken);
        if (kept is not { Method.State: StoredMethod.Active } || providers.Find(kept.Provider) is not { } provider)
        {
            return (null, ReasonCodes.PaymentMethodNotFound);
        }

        var payer = await vault.FindPayerAsync(
            request.Instrument.PayerToken, new VaultReader(request.TrackingNumber, request.Attempt), cancellationToken);

        // A token is worth nothing at another PSP.
        var wanted = request.Instrument.ProviderIdentifier;
        var authenticate = known?.Authorization is { } last
            && (last.Attempt == request.Attempt ? last.Authenticate : retry.Next(known)?.Authenticate == true);
        return wanted is null || string.Equals(wanted, provider.Identifier, StringComparison.OrdinalIgnoreCase)
            ? (new ReadyInstrument(provider, Card: null, kept.PspToken, payer, authenticate), null)
            : (null, ReasonCodes.PaymentMethodNotFound);
    }
}
