using Checkout.Local.Run;
using Checkout.Local.Run.Apps;
using Checkout.Local.Run.RunFile;
using Checkout.Local.Run.Screen;
using Spectre.Console;

namespace Checkout.Local.Tests.Run;

public sealed class LocalRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StopSignal stop = new();

    public LocalRunTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The apps of these tests are /bin/sh scripts.");

    public void Dispose()
    {
        stop.Dispose();
        output.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task The_system_runs_for_as_long_as_the_work_and_leaves_no_process()
    {
        Write("echo ready; while :; do sleep 1; done");
        ProcessIdentity? app = null;

        var code = await RunAsync((definition, _) =>
        {
            app = RunRecord.Read(definition.DataDirectory)?.Apps[0].Process;
            return Task.FromResult(ExitCode.DemoFailed);
        });

        code.ShouldBe(ExitCode.DemoFailed);
        app.ShouldNotBeNull().IsAlive.ShouldBeFalse();
        RunRecord.Read(Path.Combine(folder.Path, ".checkout")).ShouldBeNull();
        File.ReadAllText(Directory.GetFiles(Path.Combine(folder.Path, ".checkout", "logs")).ShouldHaveSingleItem()).ShouldBe("ready\n");
    }

    [Fact]
    public async Task An_app_that_crashes_ends_the_run_and_is_named()
    {
        Write("echo no database >&2; exit 3");

        var code = await RunAsync(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return ExitCode.Stopped;
        });

        code.ShouldBe(ExitCode.AppEnded);
        output.ToString().ShouldContain("no database");
        output.ToString().ShouldContain("error: 'shop' ended by itself with exit code 3; everything else is stopped.");
    }

    [Fact]
    public async Task A_fresh_start_forgets_what_was_kept()
    {
        Write("while :; do sleep 1; done");
        var kept = folder.File(".checkout/state.db");

        var code = await RunAsync((_, _) => Task.FromResult(ExitCode.Stopped), fresh: true);

        code.ShouldBe(ExitCode.Stopped);
        File.Exists(kept).ShouldBeFalse();
    }

    [Fact]
    public async Task A_resource_that_cannot_be_used_is_named()
    {
        folder.File(
            "components/broken.yaml",
            "apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata:\n  name: store\nspec:\n  type: state.nosuch\n  version: v1\n");
        Write("exit 0", "resourcesPaths: [../components]");

        var code = await RunAsync((_, _) => Task.FromResult(ExitCode.Stopped));

        code.ShouldBe(ExitCode.BadConfiguration);
        output.ToString().ShouldContain("broken.yaml");
    }

    private void Write(string script, string more = "")
    {
        folder.Folder("shop");
        folder.File("dapr.yaml", $"version: 1\napps:\n  - appDirPath: shop\n    command: [sh, -c, \"{script}\"]\n    {more}\n");
    }

    private Task<ExitCode> RunAsync(Func<RunDefinition, CancellationToken, Task<ExitCode>> whenHealthy, bool fresh = false)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        var options = new RunOptions(folder.Path, fresh, NoBuild: true);
        var run = new LocalRun(options, new RunScreen(console, TimeProvider.System), TimeProvider.System);
        return run.RunAsync(whenHealthy, stop);
    }
}
