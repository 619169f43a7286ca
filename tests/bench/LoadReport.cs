using System.Runtime.InteropServices;
using Spectre.Console;

namespace Checkout.Bench;

/// <summary>Prints what was measured, with the machine it was measured on.</summary>
internal static class LoadReport
{
    // A table that wraps cannot be read; a line that is too long for the window can.
    private const int Width = 160;

    public static void Print(IReadOnlyList<LoadRun> runs)
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        var table = new Table().Title($"Frictionless checkouts on {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, "
            + RuntimeInformation.FrameworkDescription);
        table.AddColumns(
            "concurrency", "orders", "failed", "checkouts/s", "submit p50 ms", "p99", "submit to done p50 ms", "p99", "commits each");
        foreach (var run in runs)
        {
            table.AddRow(
                run.Concurrency.ToString(),
                run.Orders.ToString(),
                run.Failed.ToString(),
                (run.Orders / run.Elapsed.TotalSeconds).ToString("F1"),
                Percentile(run.Submit, 0.50),
                Percentile(run.Submit, 0.99),
                Percentile(run.EndToEnd, 0.50),
                Percentile(run.EndToEnd, 0.99),
                run.Commits?.ToString("F2") ?? "not measured");
        }

        AnsiConsole.Write(table);
    }

    private static string Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? "-" : sorted[(int)Math.Ceiling(share * sorted.Count) - 1].ToString("F1");
}
