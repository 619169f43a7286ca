using System.Collections.Frozen;

namespace Checkout.Payments.Providers;

/// <summary>The currencies of the markets that Klarna serves, whichever PSP leads there.</summary>
internal static class KlarnaCurrencies
{
    private static readonly FrozenSet<string> All = FrozenSet.ToFrozenSet(
        ["AUD", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "NOK", "NZD", "PLN", "RON", "SEK", "USD"], StringComparer.Ordinal);

    /// <summary>Whether Klarna takes a currency (ISO 4217).</summary>
    public static bool Contains(string currency) => All.Contains(currency);
}
