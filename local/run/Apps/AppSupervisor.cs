using System.Globalization;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Run.Apps;

/// <summary>Runs the apps of a run file as child processes: starts them, notices when one ends, ends them all.</summary>
/// <param name="dataDirectory">Where the record of the run is kept.</param>
/// <param name="onOutput">Receives each line of the apps' output, from any thread.</param>
/// <param name="time">Clock.</param>
internal sealed class AppSupervisor(string dataDirectory, Action<AppDefinition, AppOutput> onOutput, TimeProvider time) : IDisposable
{
    // Ctrl-C in a terminal reaches the apps as well as this process: an app that ends just before the request to stop has not crashed.
    private static readonly TimeSpan StopMayFollowWithin = TimeSpan.FromMilliseconds(300);

    private readonly List<AppProcess> running = [];

    /// <summary>Starts all apps that have a command, in order, and records each on disk.</summary>
    /// <param name="apps">Apps with all ports set.</param>
    /// <exception cref="RunException">One could not be started; those before it run.</exception>
    public void Start(IEnumerable<AppDefinition> apps)
    {
        foreach (var app in apps.Where(app => app.Command.Count > 0))
        {
            running.Add(AppProcess.Start(app, output => onOutput(app, output), time));
            Record();
        }
    }

    /// <summary>Does some work while all apps run.</summary>
    /// <param name="work">The work; its token is cancelled when an app ends.</param>
    /// <param name="stop">Cancelled when the user wants to stop.</param>
    /// <typeparam name="T">What the work yields.</typeparam>
    /// <returns>What the work yielded.</returns>
    /// <exception cref="RunException">An app ended by itself, whatever its exit code.</exception>
    public async Task<T> WhileRunningAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var result = work(both.Token);
        var firstEnd = await Task.WhenAny(running.Select(app => app.Ended).Append<Task>(result));
        if (firstEnd == result)
        {
            return await result;
        }

        await Task.WhenAny(Task.Delay(StopMayFollowWithin, time, stop));
        await both.CancelAsync();
        await Task.WhenAny(result);
        stop.ThrowIfCancellationRequested();
        throw Crash(running.First(app => app.Ended == firstEnd));
    }

    /// <summary>Ends all apps and forgets the record.</summary>
    /// <param name="grace">How long they may take before they are killed.</param>
    /// <param name="hurry">When cancelled, they are killed at once.</param>
    /// <returns>IDs of the apps that had to be killed.</returns>
    public async Task<IReadOnlyList<string>> StopAsync(TimeSpan grace, CancellationToken hurry)
    {
        var killed = await ProcessEnding.EndAsync([.. running.Select(app => app.Identity).OfType<ProcessIdentity>()], grace, time, hurry);
        await Task.WhenAll(running.Select(app => app.Ended));
        RunRecord.Delete(dataDirectory);
        return [.. running.Where(app => app.Identity is { } identity && killed.Contains(identity)).Select(app => app.App.AppId)];
    }

    /// <inheritdoc />
    public void Dispose() => running.ForEach(app => app.Dispose());

    private void Record()
    {
        if (ProcessIdentity.Of(Environment.ProcessId) is { } runner)
        {
            var apps = from app in running
                       let identity = app.Identity
                       where identity is not null
                       select new StartedApp(app.App.AppId, identity);
            new RunRecord(runner, [.. apps]).Write(dataDirectory);
        }
    }

    private static RunException Crash(AppProcess app)
    {
        var start = $"cd {app.App.Directory} && {string.Join(' ', app.App.Command)}";
        return new RunException(
            ExitCode.AppEnded,
            $"'{app.App.AppId}' ended by itself with {Describe(app.Ended.Result)}; everything else is stopped.",
            $"Its last lines above should say why; its command is: {start}");
    }

    // A shell's convention, which .NET follows: 128 + n for a process that signal n ended.
    private static string Describe(int exitCode)
    {
        var code = $"exit code {exitCode.ToString(CultureInfo.InvariantCulture)}";
        return (exitCode - 128) switch
        {
            _ when OperatingSystem.IsWindows() => code,
            6 => $"{code} (SIGABRT: an unhandled exception)",
            9 => $"{code} (SIGKILL: killed, or out of memory)",
            11 => $"{code} (SIGSEGV)",
            15 => $"{code} (SIGTERM)",
            _ => code,
        };
    }
}
