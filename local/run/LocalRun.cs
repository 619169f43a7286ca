using Checkout.Local.Run.Apps;
using Checkout.Local.Run.RunFile;
using Checkout.Local.Run.Screen;
using Spectre.Console;

namespace Checkout.Local.Run;

/// <summary>What the command line asks for.</summary>
/// <param name="File">The run file or its folder; null to look for it.</param>
/// <param name="Fresh">Whether to start without the data of earlier runs.</param>
/// <param name="NoBuild">Whether to start what was built before.</param>
internal sealed record RunOptions(string? File, bool Fresh, bool NoBuild);

/// <summary>Starts the whole system of a run file, lets something happen on it, and ends it without a trace.</summary>
/// <param name="options">What the command line asks for.</param>
/// <param name="screen">Where everything is shown.</param>
/// <param name="time">Clock.</param>
internal sealed class LocalRun(RunOptions options, RunScreen screen, TimeProvider time)
{
    private static readonly TimeSpan HealthyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(2);

    /// <summary>Only warnings of the apps are shown, one line each; everything is in their log files.</summary>
    public bool Quiet { get; init; }

    /// <summary>What a stop yields that the user asks for before the work on the system has ended.</summary>
    public ExitCode WhenInterrupted { get; init; } = ExitCode.Stopped;

    /// <summary>Runs the system.</summary>
    /// <param name="whenHealthy">What happens on it; its token is cancelled at a stop.</param>
    /// <param name="stop">The user's wish to stop.</param>
    /// <returns>The process's exit code.</returns>
    public async Task<ExitCode> RunAsync(Func<RunDefinition, CancellationToken, Task<ExitCode>> whenHealthy, StopSignal stop)
    {
        try
        {
            var definition = Read();
            using var folder = DataFolder.Take(definition.DataDirectory);
            await PrepareAsync(definition, folder, stop.Requested);
            return await HostAsync(definition, whenHealthy, stop);
        }
        catch (RunException exception)
        {
            screen.Show(exception.Problems);
            return exception.Code;
        }
        catch (OperationCanceledException) when (stop.Requested.IsCancellationRequested)
        {
            return WhenInterrupted;
        }
        finally
        {
            screen.Restore();
        }
    }

    private RunDefinition Read()
    {
        var workingDirectory = Directory.GetCurrentDirectory();
        var file = RunFileLocation.Find(options.File, workingDirectory);
        var definition = Ports.Assign(RunFileReader.Read(file, Path.GetRelativePath(workingDirectory, file)));
        screen.Introduce(definition.Apps.Select(app => app.AppId).Append(SidecarLog.Source));
        ShowNotices(definition.Notices);
        return definition;
    }

    private async Task PrepareAsync(RunDefinition definition, DataFolder folder, CancellationToken stop)
    {
        var leftovers = await folder.EndLeftoversAsync(time);
        if (leftovers.Count > 0)
        {
            var names = string.Join(", ", leftovers.Select(app => $"{app.AppId} (process {app.Process.Pid})"));
            screen.Notice($"ended what an earlier run left behind: {names}.");
        }

        if (options.Fresh)
        {
            folder.Clear();
        }

        Ports.EnsureFree(definition);
        if (!options.NoBuild)
        {
            await BuildAsync(AppBuild.Projects(definition), folder.Path, stop);
        }
    }

    private async Task BuildAsync(IReadOnlyList<string> projects, string dataDirectory, CancellationToken stop)
    {
        if (projects.Count > 0)
        {
            var began = time.GetTimestamp();
            screen.Line($"[grey]Building {Markup.Escape(string.Join(", ", projects.Select(Path.GetFileNameWithoutExtension)))} …[/]");
            await AppBuild.BuildAsync(projects, dataDirectory, stop);
            screen.Line($"[grey]Built in {time.GetElapsedTime(began).TotalSeconds:0.0} s. Starting …[/]");
        }
    }

    private async Task<ExitCode> HostAsync(
        RunDefinition definition, Func<RunDefinition, CancellationToken, Task<ExitCode>> whenHealthy, StopSignal stop)
    {
        var began = time.GetTimestamp();
        using var loggers = SidecarLog.CreateFactory(screen, Quiet);
        await using var sidecars = await Sidecars.StartAsync(definition, loggers, time, stop.Requested);
        ShowNotices(sidecars.Notices);

        using var log = new AppLog(definition, screen, Quiet, time);
        using var apps = new AppSupervisor(definition.DataDirectory, log.Write, time);
        try
        {
            apps.Start(definition.Apps);
            return await apps.WhileRunningAsync(
                async cancellationToken =>
                {
                    await WaitUntilHealthyAsync(definition, cancellationToken);
                    screen.Line($"[grey]Healthy after {time.GetElapsedTime(began).TotalSeconds:0.0} s.[/]");
                    return await whenHealthy(definition, cancellationToken);
                },
                stop.Requested);
        }
        finally
        {
            screen.Line("[grey]Stopping …[/]");
            var killed = await apps.StopAsync(ProcessEnding.Grace, stop.Insisted);
            if (killed.Count > 0)
            {
                screen.Notice($"did not end by themselves and were killed: {string.Join(", ", killed)}.");
            }
        }
    }

    private async Task WaitUntilHealthyAsync(RunDefinition definition, CancellationToken cancellationToken)
    {
        // Everything is on this machine, whatever proxy the user has for the outside world.
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var http = new HttpClient(handler) { Timeout = ProbeLimit };
        await new HealthWait(http, time).WaitAsync(definition, HealthyWithin, cancellationToken);
    }

    private void ShowNotices(IEnumerable<string> notices)
    {
        foreach (var notice in notices)
        {
            screen.Notice(notice);
        }
    }
}
