namespace Checkout.Bench.Workflows;

/// <summary>Prints what the workflows cost.</summary>
internal static class WorkflowReport
{
    private const double MiB = 1 << 20;

    public static void Print(IReadOnlyList<WorkflowRun> runs)
    {
        List<string> processes = [.. runs[0].Processes.Select(process => process.Name)];
        Report.Print(
            "Workflows of a checkout's shape, no-op steps, SQLite with synchronous=FULL",
            [
                "event", "at a time", "stored before", "run", "failed", "per s", "p50 ms", "p99 ms", "commits each", "CPU ms each",
                .. processes.Select(name => $"{name} CPU ms"), .. processes.Select(name => $"{name} MiB"),
            ],
            runs.Select(Row));
    }

    private static IReadOnlyList<string> Row(WorkflowRun run) =>
    [
        run.WithEvent ? "yes" : "no",
        run.Concurrency.ToString(),
        run.Stored.ToString(),
        run.Count.ToString(),
        run.Failed.ToString(),
        (run.Count / run.Elapsed.TotalSeconds).ToString("F0"),
        Percentiles.At(run.Latencies, 0.50),
        Percentiles.At(run.Latencies, 0.99),
        run.Commits.ToString("F2"),
        run.Processes.Sum(process => process.CpuEach).ToString("F2"),
        .. run.Processes.Select(process => process.CpuEach.ToString("F2")),
        .. run.Processes.Select(process => (process.Memory / MiB).ToString("F0")),
    ];
}
