using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Run.Apps;

/// <summary>One app's command, running as a child process.</summary>
internal sealed class AppProcess : IDisposable
{
    // Output that is still in the pipe when the process ends; a descendant may hold the pipe open for longer.
    private static readonly TimeSpan OutputFollowsWithin = TimeSpan.FromSeconds(1);

    private readonly Process process;

    private AppProcess(AppDefinition app, Process process, Action<AppOutput> onOutput, TimeProvider time)
    {
        App = app;
        this.process = process;
        Identity = ProcessIdentity.Of(process.Id);
        var output = ForwardAsync(process.StandardOutput, isError: false, onOutput);
        var errors = ForwardAsync(process.StandardError, isError: true, onOutput);
        Ended = WaitAsync(Task.WhenAll(output, errors), time);
    }

    /// <summary>What was started.</summary>
    public AppDefinition App { get; }

    /// <summary>The process; null when it ended before it could be looked at.</summary>
    public ProcessIdentity? Identity { get; }

    /// <summary>Ends with the exit code when the process has ended and its output has been passed on.</summary>
    public Task<int> Ended { get; }

    /// <summary>Starts an app's command in the app's folder.</summary>
    /// <param name="app">An app with a command and with ports.</param>
    /// <param name="onOutput">Receives each line of its output, from any thread.</param>
    /// <param name="time">Clock.</param>
    /// <returns>The running process.</returns>
    /// <exception cref="RunException">The program does not exist or cannot be started.</exception>
    public static AppProcess Start(AppDefinition app, Action<AppOutput> onOutput, TimeProvider time)
    {
        var start = new ProcessStartInfo(Program(app), app.Command.Skip(1))
        {
            WorkingDirectory = app.Directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment(app))
        {
            start.Environment[name] = value;
        }

        try
        {
            var started = Process.Start(start) ?? throw new Win32Exception();
            // A child must neither read the terminal nor change its settings.
            started.StandardInput.Close();
            return new AppProcess(app, started, onOutput, time);
        }
        catch (Win32Exception exception)
        {
            throw new RunException(
                ExitCode.AppEnded,
                $"'{app.AppId}' could not be started: {exception.Message}",
                $"Check its command in the run file: {string.Join(' ', app.Command)}");
        }
    }

    /// <inheritdoc />
    public void Dispose() => process.Dispose();

    // What Dapr tells an app about itself, then what the file says; the file wins.
    private static IEnumerable<KeyValuePair<string, string>> Environment(AppDefinition app)
    {
        yield return new("APP_ID", app.AppId);
        if (app.AppPort is { } port)
        {
            yield return new("APP_PORT", port.ToString(CultureInfo.InvariantCulture));
        }

        yield return new("DAPR_HTTP_PORT", app.HttpPort.ToString(CultureInfo.InvariantCulture));
        yield return new("DAPR_GRPC_PORT", app.GrpcPort.ToString(CultureInfo.InvariantCulture));
        if (app.MetricsPort is { } metrics)
        {
            yield return new("DAPR_METRICS_PORT", metrics.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var entry in app.Env)
        {
            yield return entry;
        }
    }

    // A program with a folder in its name is meant from the app's folder; .NET would look for it from the current one.
    private static string Program(AppDefinition app) =>
        Path.GetFileName(app.Command[0]).Length == app.Command[0].Length ? app.Command[0] : Path.GetFullPath(app.Command[0], app.Directory);

    private static async Task ForwardAsync(StreamReader from, bool isError, Action<AppOutput> onOutput)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            onOutput(new AppOutput(line, isError));
        }
    }

    private async Task<int> WaitAsync(Task output, TimeProvider time)
    {
        await process.WaitForExitAsync();
        await Task.WhenAny(output, Task.Delay(OutputFollowsWithin, time));
        return process.ExitCode;
    }
}

/// <summary>One line that an app wrote.</summary>
/// <param name="Text">The line.</param>
/// <param name="IsError">Whether it came from standard error.</param>
internal sealed record AppOutput(string Text, bool IsError);
