using Checkout.Contracts;

namespace Checkout.Payments.Providers;

/// <summary>The units in which a PSP counts amounts: the minor units of ISO 4217, but not for each currency.</summary>
/// <param name="decimals">Decimals of the currencies that the PSP counts in its own way.</param>
internal sealed class AmountUnits(IReadOnlyDictionary<string, int> decimals)
{
    /// <summary>The amount in the PSP's units.</summary>
    /// <returns>Null when it comes to no whole number of them; it is never rounded.</returns>
    public long? Of(Money amount) =>
        Whole(amount.MinorUnits * Factor(DecimalsOf(amount.Currency) - Currency.Exponent(amount.Currency)));

    /// <summary>What the PSP's number comes to.</summary>
    /// <param name="amount">In the PSP's units.</param>
    /// <param name="currency">ISO 4217, upper case.</param>
    /// <returns>Null when it comes to no whole number of minor units.</returns>
    public Money? Read(long amount, string currency) =>
        Whole(amount * Factor(Currency.Exponent(currency) - DecimalsOf(currency))) is { } minorUnits
            ? new Money(minorUnits, currency)
            : null;

    /// <summary>The PSP's decimals of a currency.</summary>
    public int DecimalsOf(string currency) => decimals.TryGetValue(currency, out var own) ? own : Currency.Exponent(currency);

    private static long? Whole(decimal amount) =>
        amount == decimal.Truncate(amount) && Math.Abs(amount) <= long.MaxValue ? (long)amount : null;

    private static decimal Factor(int decimals) => decimals switch { 0 => 1m, 1 => 10m, 2 => 100m, -1 => 0.1m, -2 => 0.01m, _ => 0.001m };
}
