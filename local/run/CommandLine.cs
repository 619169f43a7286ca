using System.CommandLine;
using Checkout.Local.Run.Demo;
using Checkout.Local.Run.RunFile;
using Checkout.Local.Run.Screen;

namespace Checkout.Local.Run;

/// <summary>The command line: run the system, or run it for a demonstration.</summary>
internal static class CommandLine
{
    private const string About =
        """
        Starts the whole system of dapr.yaml on this machine, with nothing installed but .NET. Ctrl-C stops it.

        Exit codes: 0 stopped as requested; 1 wrong command line or unforeseen error; 2 dapr.yaml or a resource cannot be used;
        3 a port is in use; 4 the build failed; 5 another run uses the same data; 6 an app ended by itself or could not be started;
        7 an app was not healthy in time; 8 the demo was stopped, or a checkout did not end as it should.
        """;

    private static readonly Option<string?> File = new("--file", "-f")
    {
        Description = "The run file or its folder. By default the dapr.yaml of this folder or of the nearest one above it.",
        HelpName = "path",
        Recursive = true,
    };

    private static readonly Option<bool> Fresh = new("--fresh")
    {
        Description = "Clears .checkout/ first: orders, ledger, logs.",
        Recursive = true,
    };

    private static readonly Option<bool> NoBuild = new("--no-build")
    {
        Description = "Starts what was built before.",
        Recursive = true,
    };

    /// <summary>The command line of this program.</summary>
    public static RootCommand Create()
    {
        var demo = new Command("demo", "Runs three checkouts as a merchant would, then stops. Exits 0 if all ended as they should.");
        demo.SetAction((result, _) => RunAsync(result, Demonstrate, isDemo: true));
        var root = new RootCommand(About) { File, Fresh, NoBuild, demo };
        root.SetAction((result, _) => RunAsync(result, WaitForStop, isDemo: false));
        return root;
    }

    private static async Task<int> RunAsync(
        ParseResult result, Func<RunScreen, RunDefinition, CancellationToken, Task<ExitCode>> whenHealthy, bool isDemo)
    {
        using var stop = new StopSignal();
        var screen = RunScreen.OfProcess(TimeProvider.System);
        var options = new RunOptions(result.GetValue(File), result.GetValue(Fresh), result.GetValue(NoBuild));
        var run = new LocalRun(options, screen, TimeProvider.System)
        {
            Quiet = isDemo,
            WhenInterrupted = isDemo ? ExitCode.DemoFailed : ExitCode.Stopped,
        };
        return (int)await run.RunAsync((definition, cancellationToken) => whenHealthy(screen, definition, cancellationToken), stop);
    }

    private static Task<ExitCode> Demonstrate(RunScreen screen, RunDefinition definition, CancellationToken cancellationToken) =>
        new DemoRun(screen, TimeProvider.System).RunAsync(definition, cancellationToken);

    private static async Task<ExitCode> WaitForStop(RunScreen screen, RunDefinition definition, CancellationToken cancellationToken)
    {
        Welcome.Show(screen, definition);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return ExitCode.Stopped;
    }
}
