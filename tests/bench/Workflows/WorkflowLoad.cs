using System.Collections.Concurrent;
using System.Diagnostics;
using Dapr.Workflow;

namespace Checkout.Bench.Workflows;

/// <summary>What one row of the table measured.</summary>
/// <param name="WithEvent">Whether each workflow waited for an event.</param>
/// <param name="Concurrency">How many ran at a time.</param>
/// <param name="Stored">How many workflows had been run before.</param>
/// <param name="Count">How many were measured.</param>
/// <param name="Failed">How many of them did not complete.</param>
/// <param name="Elapsed">From the first start to the last end.</param>
/// <param name="Latencies">From start to end, in milliseconds, sorted.</param>
/// <param name="Commits">Durable commits for each workflow.</param>
/// <param name="Processes">Processor milliseconds for each workflow, and resident bytes at the end, by process.</param>
internal sealed record WorkflowRun(
    bool WithEvent,
    int Concurrency,
    int Stored,
    int Count,
    int Failed,
    TimeSpan Elapsed,
    IReadOnlyList<double> Latencies,
    double Commits,
    IReadOnlyList<(string Name, double CpuEach, long Memory)> Processes);

/// <summary>Starts workflows, a number of them at a time, and waits for the end of each.</summary>
internal sealed class WorkflowLoad(BenchSystem system) : IDisposable
{
    private const int ReturnValue = 5;

    private readonly HttpClient http = new();

    /// <summary>How many workflows were run so far.</summary>
    public int Stored { get; private set; }

    public async Task<WorkflowRun> RunAsync(bool withEvent, int concurrency, int count, CancellationToken cancellation)
    {
        var latencies = new ConcurrentBag<double>();
        var (stored, failed) = (Stored, 0);
        var commits = await SidecarMetrics.CommitsAsync(http, system.Metrics, cancellation);
        List<TimeSpan> cpu = [.. system.Processes.Select(process => process.Cpu)];
        var watch = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), options, async (_, token) =>
        {
            var started = Stopwatch.GetTimestamp();
            if (await RunOneAsync(withEvent, token))
            {
                latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            else
            {
                Interlocked.Increment(ref failed);
            }
        });
        var elapsed = watch.Elapsed;
        Stored += count;
        var used = system.Processes.Select((process, n) => (process.Name, (process.Cpu - cpu[n]).TotalMilliseconds / count, process.Memory));
        return new WorkflowRun(
            withEvent,
            concurrency,
            stored,
            count,
            failed,
            elapsed,
            [.. latencies.Order()],
            (await SidecarMetrics.CommitsAsync(http, system.Metrics, cancellation) - commits) / count,
            [.. used]);
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> RunOneAsync(bool withEvent, CancellationToken cancellation)
    {
        var id = await system.Client.ScheduleNewWorkflowAsync(nameof(CheckoutShape), Guid.NewGuid().ToString("n"), withEvent);
        if (withEvent)
        {
            await system.Client.RaiseEventAsync(id, CheckoutShape.Returned, ReturnValue, cancellation);
        }

        var end = await system.Client.WaitForWorkflowCompletionAsync(id, getInputsAndOutputs: true, cancellation: cancellation);
        return end.RuntimeStatus == WorkflowRuntimeStatus.Completed && end.ReadOutputAs<int>() == (withEvent ? 15 : 10);
    }
}
