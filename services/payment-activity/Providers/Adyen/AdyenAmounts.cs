using Checkout.Contracts;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>Amounts as Adyen counts them (docs.adyen.com/development-resources/currency-codes).</summary>
internal static class AdyenAmounts
{
    // Where Adyen's decimals are not those of ISO 4217.
    private static readonly AmountUnits Units =
        new(new Dictionary<string, int>(StringComparer.Ordinal) { ["CLP"] = 2, ["CVE"] = 0, ["IDR"] = 0, ["ISK"] = 2 });

    /// <summary>The amount in Adyen's units.</summary>
    /// <returns>Null for an amount that Adyen cannot be asked for exactly.</returns>
    public static long? Of(Money amount) => Units.Of(amount);

    /// <summary>What an amount of Adyen's comes to.</summary>
    /// <returns>Null when there is none, or when it is no whole number of minor units.</returns>
    public static Money? Read(AdyenAmount? amount) => amount is null ? null : Units.Read(amount.Value, amount.Currency);
}
