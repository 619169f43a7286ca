namespace Checkout.Payments.Providers;

/// <summary>The PSPs that this service can use, by identifier.</summary>
internal sealed class PaymentProviders(IEnumerable<IPaymentProvider> providers, PaymentOptions options)
{
    private readonly Dictionary<string, IPaymentProvider> byIdentifier =
        providers.ToDictionary(provider => provider.Identifier, StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them.</summary>
    public IEnumerable<string> Identifiers => byIdentifier.Keys;

    /// <summary>The provider asked for, the default one when none is asked for, null when there is no such provider.</summary>
    public IPaymentProvider? Find(string? identifier) => byIdentifier.GetValueOrDefault(identifier ?? options.DefaultProvider);

    /// <summary>The provider that has issued a token for one payment; null when none of them has.</summary>
    public IPaymentProvider? RedeemerOf(string grantedToken) => byIdentifier.Values.FirstOrDefault(provider => provider.Redeems(grantedToken));

    /// <summary>The provider that a recorded payment was sent to.</summary>
    /// <exception cref="InvalidOperationException">It is not configured any more, so nothing can be known about the payment.</exception>
    public IPaymentProvider Get(string identifier) =>
        Find(identifier)
        ?? throw new InvalidOperationException($"The payment provider {identifier} of a recorded payment is not configured.");
}
