using System.Collections.Frozen;
using Checkout.Contracts;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>
/// Amounts as Stripe counts them (docs.stripe.com/currencies): mostly the minor units of ISO 4217, but not for each currency.
/// </summary>
internal static class StripeAmounts
{
    private const int Usual = 2;
    private const int SmallestOfThreeDecimals = 10;

    // ISO 4217 gives ISK and UGX no decimals; Stripe wants two, which have to be zero. MGA has decimals there and none at Stripe.
    private static readonly FrozenDictionary<string, int> Decimals = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["BIF"] = 0, ["CLP"] = 0, ["DJF"] = 0, ["GNF"] = 0, ["JPY"] = 0, ["KMF"] = 0, ["KRW"] = 0, ["MGA"] = 0, ["PYG"] = 0, ["RWF"] = 0,
        ["VND"] = 0, ["VUV"] = 0, ["XAF"] = 0, ["XOF"] = 0, ["XPF"] = 0,
        ["BHD"] = 3, ["JOD"] = 3, ["KWD"] = 3, ["OMR"] = 3, ["TND"] = 3,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Currencies of other than two decimals that Stripe does not take: how it would count them is not known.
    private static readonly FrozenSet<string> Unknown =
        FrozenSet.ToFrozenSet(["CLF", "IQD", "LYD", "UYI", "UYW"], StringComparer.Ordinal);

    /// <summary>Whether an amount of this currency can be told to Stripe at all.</summary>
    public static bool Takes(string currency) => !Unknown.Contains(currency);

    /// <summary>The amount in Stripe's units.</summary>
    /// <returns>Null for an amount that Stripe cannot be asked for exactly; it is never rounded.</returns>
    public static long? Of(Money amount)
    {
        if (!Takes(amount.Currency))
        {
            return null;
        }

        var decimals = DecimalsOf(amount.Currency);
        var exact = amount.MinorUnits * Factor(decimals - Currency.Exponent(amount.Currency));
        return exact is > 0 and <= long.MaxValue && exact == decimal.Truncate(exact) && (decimals < 3 || exact % SmallestOfThreeDecimals == 0)
            ? (long)exact
            : null;
    }

    /// <summary>What Stripe's number comes to.</summary>
    /// <param name="amount">In Stripe's units.</param>
    /// <param name="currency">ISO 4217, any case.</param>
    /// <returns>Null when either is missing, or when it is no whole number of minor units.</returns>
    public static Money? Read(long? amount, string? currency)
    {
        if (amount is null || currency?.ToUpperInvariant() is not { } code)
        {
            return null;
        }

        var exact = amount.Value * Factor(Currency.Exponent(code) - DecimalsOf(code));
        return exact == decimal.Truncate(exact) && Math.Abs(exact) <= long.MaxValue ? new Money((long)exact, code) : null;
    }

    private static int DecimalsOf(string currency) => Decimals.GetValueOrDefault(currency, Usual);

    private static decimal Factor(int decimals) => decimals switch { 0 => 1m, 1 => 10m, 2 => 100m, -1 => 0.1m, -2 => 0.01m, _ => 0.001m };
}
