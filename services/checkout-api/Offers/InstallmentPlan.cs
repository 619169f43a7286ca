using Checkout.Contracts;

namespace Checkout.Api.Offers;

/// <summary>A way to pay an order in parts.</summary>
/// <param name="InstallmentIdentifier">Goes into the checkout.</param>
/// <param name="Count">How many parts, 2 or more.</param>
/// <param name="SurchargeBasisPoints">What it costs, hundredths of a percent of the total; null for nothing.</param>
/// <param name="MinimumMinorUnits">From which total on it is offered; null for any.</param>
internal sealed record InstallmentPlan(
    string InstallmentIdentifier, int Count, int? SurchargeBasisPoints = null, long? MinimumMinorUnits = null)
{
    /// <summary>Whether an order of this total may be paid so; each part must be something.</summary>
    public bool IsFor(Money total) => total.MinorUnits >= (MinimumMinorUnits ?? 0) && total.MinorUnits >= Count;

    /// <summary>The parts of a total. Their sum is the total with the surcharge; what does not divide goes to the first ones.</summary>
    public IReadOnlyList<long> Split(Money total)
    {
        var charged = checked(total.MinorUnits + Percentage.Of(total.MinorUnits, SurchargeBasisPoints ?? 0));
        var (part, rest) = Math.DivRem(charged, Count);
        return [.. Enumerable.Range(0, Count).Select(number => number < rest ? part + 1 : part)];
    }
}

/// <summary>Parts of amounts, exact in integers and rounded half up to whole minor units.</summary>
internal static class Percentage
{
    /// <summary>10 000 of them are the whole.</summary>
    public const int BasisPoints = 10_000;

    /// <summary>So many basis points of an amount that is not negative.</summary>
    public static long Of(long minorUnits, int basisPoints) => Divide((Int128)minorUnits * basisPoints, BasisPoints);

    /// <summary>The tax within a price that includes it.</summary>
    public static long TaxWithin(long minorUnits, int basisPoints) =>
        Divide((Int128)minorUnits * basisPoints, BasisPoints + basisPoints);

    private static long Divide(Int128 dividend, int divisor) => checked((long)((dividend + (divisor / 2)) / divisor));
}
