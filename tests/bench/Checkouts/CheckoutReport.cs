namespace Checkout.Bench.Checkouts;

/// <summary>Prints what checkouts took.</summary>
internal static class CheckoutReport
{
    public static void Print(IReadOnlyList<CheckoutRun> runs) => Report.Print(
        "Frictionless checkouts",
        ["at a time", "orders", "failed", "checkouts/s", "submit p50 ms", "p99", "poll p50 ms", "p99", "submit to done p50 ms", "p99", "commits each"],
        runs.Select(Row));

    private static IReadOnlyList<string> Row(CheckoutRun run) =>
    [
        run.Concurrency.ToString(),
        run.Orders.ToString(),
        run.Failed.ToString(),
        (run.Orders / run.Elapsed.TotalSeconds).ToString("F1"),
        Percentiles.At(run.Submit, 0.50),
        Percentiles.At(run.Submit, 0.99),
        Percentiles.At(run.Poll, 0.50),
        Percentiles.At(run.Poll, 0.99),
        Percentiles.At(run.EndToEnd, 0.50),
        Percentiles.At(run.EndToEnd, 0.99),
        run.Commits?.ToString("F2") ?? "not measured",
    ];
}
