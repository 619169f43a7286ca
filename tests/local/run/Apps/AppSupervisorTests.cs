using Checkout.Local.Run;
using Checkout.Local.Run.Apps;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Tests.Run.Apps;

public sealed class AppSupervisorTests : IAsyncLifetime
{
    private const string WorkUntilTold = "trap 'echo told; exit 0' TERM; echo ready; while :; do sleep 1; done";
    private const string WorkForEver = "trap '' TERM; echo deaf; while :; do sleep 1; done";

    private readonly TemporaryFolder folder = new();
    private readonly Shell shell;
    private readonly AppSupervisor supervisor;

    public AppSupervisorTests()
    {
        shell = new Shell(folder.Path);
        supervisor = new AppSupervisor(folder.Path, shell.OnOutput, TimeProvider.System);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The apps of these tests are /bin/sh scripts.");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await supervisor.StopAsync(TimeSpan.Zero, CancellationToken.None);
        supervisor.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task An_app_knows_what_Dapr_tells_it_and_works_in_its_folder()
    {
        var app = shell.App("shop", "echo $APP_ID $APP_PORT $DAPR_HTTP_PORT $DAPR_GRPC_PORT $DAPR_METRICS_PORT $GREETING; pwd");
        supervisor.Start([app with { MetricsPort = 44 }]);

        await shell.Wrote("shop 41 42 43 44 hello");
        await shell.Wrote(folder.Path);
    }

    [Fact]
    public async Task An_app_that_ends_by_itself_stops_the_work_and_is_named()
    {
        supervisor.Start([shell.App("fine", WorkUntilTold), shell.App("broken", "echo oh no >&2; exit 134")]);

        var exception = await Should.ThrowAsync<RunException>(() => supervisor.WhileRunningAsync(WorkAsync, CancellationToken.None));

        exception.Code.ShouldBe(ExitCode.AppEnded);
        exception.Problems.ShouldHaveSingleItem().What
            .ShouldBe("'broken' ended by itself with exit code 134 (SIGABRT: an unhandled exception); everything else is stopped.");
        await shell.Wrote("oh no");
    }

    [Fact]
    public async Task An_app_that_ends_at_a_requested_stop_has_not_crashed()
    {
        using var stop = new CancellationTokenSource();
        supervisor.Start([shell.App("fine", "echo ready; exit 0")]);
        await shell.Wrote("ready");
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => supervisor.WhileRunningAsync(WorkAsync, stop.Token));
    }

    [Fact]
    public async Task The_work_goes_on_while_all_apps_run()
    {
        supervisor.Start([shell.App("fine", WorkUntilTold)]);

        (await supervisor.WhileRunningAsync(_ => Task.FromResult(7), CancellationToken.None)).ShouldBe(7);
    }

    [Fact]
    public async Task A_stop_is_a_request_first()
    {
        supervisor.Start([shell.App("polite", WorkUntilTold)]);
        await shell.Wrote("ready");
        var process = RunRecord.Read(folder.Path).ShouldNotBeNull().Apps.ShouldHaveSingleItem().Process;

        var killed = await supervisor.StopAsync(ProcessEnding.Grace, CancellationToken.None);

        killed.ShouldBeEmpty();
        await shell.Wrote("told");
        process.IsAlive.ShouldBeFalse();
        RunRecord.Read(folder.Path).ShouldBeNull();
    }

    [Fact]
    public async Task An_app_that_does_not_listen_is_killed_after_its_time()
    {
        supervisor.Start([shell.App("stubborn", WorkForEver)]);
        await shell.Wrote("deaf");
        var process = RunRecord.Read(folder.Path).ShouldNotBeNull().Apps.ShouldHaveSingleItem().Process;

        var killed = await supervisor.StopAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None);

        killed.ShouldBe(["stubborn"]);
        process.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_request_to_stop_does_not_wait()
    {
        supervisor.Start([shell.App("stubborn", WorkForEver)]);
        await shell.Wrote("deaf");

        (await supervisor.StopAsync(TimeSpan.FromHours(1), new CancellationToken(canceled: true))).ShouldBe(["stubborn"]);
    }

    [Fact]
    public async Task What_an_app_has_started_ends_with_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descendants are asked to end on Linux; elsewhere they are only killed.");
        supervisor.Start([shell.App("parent", "sh -c 'echo $$ > child; echo started; while :; do sleep 1; done'; true")]);
        await shell.Wrote("started");
        var child = ProcessIdentity.Of(int.Parse(await File.ReadAllTextAsync(
            Path.Combine(folder.Path, "child"), TestContext.Current.CancellationToken))).ShouldNotBeNull();

        await supervisor.StopAsync(ProcessEnding.Grace, CancellationToken.None);

        child.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void A_program_that_does_not_exist_is_named_with_its_command()
    {
        var app = shell.App("shop", string.Empty) with { Command = ["./gone", "--now"] };

        var exception = Should.Throw<RunException>(() => supervisor.Start([app]));

        exception.Code.ShouldBe(ExitCode.AppEnded);
        exception.Problems.ShouldHaveSingleItem().Remedy.ShouldBe("Check its command in the run file: ./gone --now");
    }

    private static async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return 0;
    }
}
