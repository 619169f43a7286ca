namespace Checkout.Bench;

/// <summary>Reads percentiles off sorted measurements.</summary>
internal static class Percentiles
{
    /// <summary>The value that the given share of the measurements does not exceed, for a table.</summary>
    public static string At(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? "-" : sorted[(int)Math.Ceiling(share * sorted.Count) - 1].ToString("F1");
}
