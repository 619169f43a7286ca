using System.Collections.Frozen;
using Checkout.Contracts;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>Amounts as Stripe counts them (docs.stripe.com/currencies).</summary>
internal static class StripeAmounts
{
    private const int SmallestOfThreeDecimals = 10;

    // ISO 4217 gives ISK and UGX no decimals; Stripe wants two, which have to be zero. MGA has decimals there and none at Stripe.
    private static readonly AmountUnits Units =
        new(new Dictionary<string, int>(StringComparer.Ordinal) { ["ISK"] = 2, ["UGX"] = 2, ["MGA"] = 0 });

    // Currencies of other than two decimals that Stripe does not take: how it would count them is not known.
    private static readonly FrozenSet<string> Unknown =
        FrozenSet.ToFrozenSet(["CLF", "IQD", "LYD", "UYI", "UYW"], StringComparer.Ordinal);

    /// <summary>Whether an amount of this currency can be told to Stripe at all.</summary>
    public static bool Takes(string currency) => !Unknown.Contains(currency);

    /// <summary>The amount in Stripe's units.</summary>
    /// <returns>Null for an amount that Stripe cannot be asked for exactly; of three decimals the last has to be zero.</returns>
    public static long? Of(Money amount) =>
        amount.MinorUnits > 0 && Takes(amount.Currency) && Units.Of(amount) is { } exact
        && (Units.DecimalsOf(amount.Currency) < 3 || exact % SmallestOfThreeDecimals == 0)
            ? exact
            : null;

    /// <summary>What Stripe's number comes to.</summary>
    /// <param name="amount">In Stripe's units.</param>
    /// <param name="currency">ISO 4217, any case.</param>
    /// <returns>Null when either is missing, or when it is no whole number of minor units.</returns>
    public static Money? Read(long? amount, string? currency) =>
        amount is null || currency is null ? null : Units.Read(amount.Value, currency.ToUpperInvariant());
}
