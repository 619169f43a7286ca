using Checkout.Local.Run;
using Checkout.Local.Run.Apps;

namespace Checkout.Local.Tests.Run.Apps;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_run_is_refused_and_told_how_to_end_the_first()
    {
        using var first = DataFolder.Take(folder.Path);
        var runner = ProcessIdentity.Of(Environment.ProcessId).ShouldNotBeNull();
        new RunRecord(runner, []).Write(folder.Path);

        var exception = Should.Throw<RunException>(() => DataFolder.Take(folder.Path));

        exception.Code.ShouldBe(ExitCode.AlreadyRunning);
        exception.Problems.ShouldHaveSingleItem().ShouldBe(new Problem(
            $"Another run (process {runner.Pid}) uses {folder.Path}.", $"Stop it with Ctrl-C or 'kill {runner.Pid}', then start again."));
    }

    [Fact]
    public void The_folder_is_free_again_after_a_run()
    {
        DataFolder.Take(folder.Path).Dispose();

        Should.NotThrow(() => DataFolder.Take(folder.Path).Dispose());
    }

    [Fact]
    public async Task Leftovers_of_a_killed_run_are_ended()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The leftover is a /bin/sh script.");
        var (process, identity) = await LeaveBehindAsync(started => started);

        using var data = DataFolder.Take(folder.Path);
        var ended = await data.EndLeftoversAsync(TimeProvider.System);

        ended.ShouldBe([new StartedApp("shop", identity)]);
        identity.IsAlive.ShouldBeFalse();
        RunRecord.Read(folder.Path).ShouldBeNull();
        process.Dispose();
    }

    [Fact]
    public async Task A_process_that_merely_has_the_id_of_a_leftover_is_left_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The process is a /bin/sh script.");
        var (process, _) = await LeaveBehindAsync(started => started with { Started = "at another time" });

        using var data = DataFolder.Take(folder.Path);
        var ended = await data.EndLeftoversAsync(TimeProvider.System);

        ended.ShouldBeEmpty();
        var identity = process.Identity.ShouldNotBeNull();
        identity.IsAlive.ShouldBeTrue();
        await ProcessEnding.EndAsync([identity], TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);
        process.Dispose();
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_ends_nothing()
    {
        folder.File("run.json", "{");
        using var data = DataFolder.Take(folder.Path);

        (await data.EndLeftoversAsync(TimeProvider.System)).ShouldBeEmpty();
    }

    [Fact]
    public void A_fresh_start_keeps_the_ignore_file_and_what_links_lead_to()
    {
        using var elsewhere = new TemporaryFolder();
        var precious = elsewhere.File("precious");
        folder.File(".gitignore", "*");
        folder.File("state.db");
        folder.File("logs/shop.log");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), elsewhere.Path);
        using var data = DataFolder.Take(folder.Path);

        data.Clear();

        Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).ShouldBe([".gitignore", "run.lock"], ignoreOrder: true);
        File.Exists(precious).ShouldBeTrue();
    }

    private async Task<(AppProcess Process, ProcessIdentity Identity)> LeaveBehindAsync(Func<ProcessIdentity, ProcessIdentity> recordedAs)
    {
        var shell = new Shell(folder.Path);
        var app = shell.App("shop", "echo ready; while :; do sleep 1; done");
        var process = AppProcess.Start(app, output => shell.OnOutput(app, output), TimeProvider.System);
        await shell.Wrote("ready");
        var identity = process.Identity.ShouldNotBeNull();
        new RunRecord(identity, [new StartedApp("shop", recordedAs(identity))]).Write(folder.Path);
        return (process, identity);
    }
}
