using System.CommandLine;

namespace Checkout.Bench.Workflows;

/// <summary><c>workflows</c>: what workflows cost on the local sidecar. Starts everything it needs.</summary>
internal static class WorkflowCommand
{
    private const int WarmUp = 4_000; // until the processes have compiled what is hot

    private static readonly Option<int[]> Concurrency = new("--concurrency")
    {
        Description = "How many workflows run at a time; several values make several rows.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 10, 50, 200],
    };

    private static readonly Option<int> Count = new("--count") { Description = "Workflows per row.", DefaultValueFactory = _ => 2_000 };

    private static readonly Option<int[]> Stored = new("--stored")
    {
        Description = "Repeats the rows once that many workflows have been run before.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<double?> Retention = new("--retention") { Description = "Seconds that finished workflows are kept; for ever without." };

    private static readonly Option<bool?> Event = new("--event") { Description = "Only workflows with (true) or without (false) an external event." };

    private static readonly Option<DirectoryInfo> Folder = new("--folder")
    {
        Description = "Where the database goes: the disk that is measured.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.GetTempPath()),
    };

    public static IEnumerable<Command> Create()
    {
        var measure = new Command("workflows", "Measures workflows of a checkout's shape with no-op steps on the local sidecar.")
        {
            Concurrency, Count, Stored, Retention, Event, Folder,
        };
        measure.SetAction(MeasureAsync);
        yield return measure;
        yield return AppProcess();
        yield return SidecarProcess();
    }

    private static async Task<int> MeasureAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var retention = arguments.GetValue(Retention) is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        await using var system = await BenchSystem.StartAsync(arguments.GetRequiredValue(Folder).FullName, retention, cancellation);
        using var load = new WorkflowLoad(system);
        await load.RunAsync(withEvent: true, concurrency: 20, WarmUp, cancellation);
        List<WorkflowRun> runs = [];
        foreach (var stored in arguments.GetRequiredValue(Stored).Order().Prepend(0))
        {
            if (stored > load.Stored)
            {
                await load.RunAsync(withEvent: false, concurrency: 50, stored - load.Stored, cancellation);
            }

            foreach (var withEvent in new[] { false, true }.Where(value => arguments.GetValue(Event) is not { } only || only == value))
            {
                foreach (var concurrency in arguments.GetRequiredValue(Concurrency))
                {
                    runs.Add(await load.RunAsync(withEvent, concurrency, arguments.GetRequiredValue(Count), cancellation));
                }
            }
        }

        WorkflowReport.Print(runs);
        return runs.TrueForAll(run => run.Failed == 0) ? 0 : 1;
    }

    private static Command AppProcess()
    {
        var appId = new Argument<string>("app-id");
        var sidecar = new Argument<string>("sidecar");
        var app = new Command("app") { appId, sidecar };
        app.Hidden = true;
        app.SetAction((arguments, cancellation) =>
            BenchApps.RunAsync(arguments.GetRequiredValue(appId), new Uri(arguments.GetRequiredValue(sidecar)), cancellation));
        return app;
    }

    private static Command SidecarProcess()
    {
        var folder = new Argument<string>("folder");
        var ports = new Argument<int[]>("ports");
        var sidecar = new Command("sidecar") { folder, ports };
        sidecar.Hidden = true;
        sidecar.SetAction((arguments, cancellation) =>
            BenchSidecar.RunAsync(arguments.GetRequiredValue(folder), arguments.GetRequiredValue(ports), cancellation));
        return sidecar;
    }
}
