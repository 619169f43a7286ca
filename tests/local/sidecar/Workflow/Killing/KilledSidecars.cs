using System.Collections.Concurrent;
using System.Diagnostics;
using Checkout.Local.Run;

namespace Checkout.Local.Tests.Sidecar.Workflow.Killing;

/// <summary>The sidecars of two apps in a process of their own (<c>local/run</c>) over SQLite; SIGKILL ends it again and again.</summary>
internal sealed class KilledSidecars : IAsyncDisposable
{
    private const string Resources = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: statestore }
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - { name: connectionString, value: "state.db" }
            - { name: actorStateStore, value: "true" }
        """;

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("killed-").FullName;
    private readonly Dictionary<string, int> ports = new(StringComparer.Ordinal)
    {
        ["orders"] = RunningSidecars.FreePort(), ["billing"] = RunningSidecars.FreePort(),
    };

    private readonly ConcurrentQueue<string> output = [];
    private readonly SemaphoreSlim gate = new(1);
    private TaskCompletionSource up = NewSignal();
    private Process? process;

    /// <summary>How often the process was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Ends when the process serves; at once if it does.</summary>
    public Task Up => Volatile.Read(ref up).Task;

    public static async Task<KilledSidecars> StartAsync()
    {
        var sidecars = new KilledSidecars();
        sidecars.WriteFiles();
        await sidecars.StartProcessAsync();
        return sidecars;
    }

    public GrpcClient Client(string appId) => new(new Uri($"http://127.0.0.1:{ports[appId]}"));

    /// <summary>Kills the process at once and starts it again; ends when it serves.</summary>
    public Task KillAsync() => RestartAsync(() =>
    {
        Kills++;
        return EndProcessAsync();
    });

    /// <summary>Asks the process to stop (SIGTERM) and starts it again; ends when it serves.</summary>
    /// <returns>The exit code of the process that stopped.</returns>
    public async Task<int> StopAsync()
    {
        var code = -1;
        await RestartAsync(async () =>
        {
            var stopped = process.ShouldNotBeNull();
            using var terminate = Process.Start("kill", ["-TERM", stopped.Id.ToString()]);
            await stopped.WaitForExitAsync();
            code = stopped.ExitCode;
        });
        return code;
    }

    private async Task RestartAsync(Func<Task> end)
    {
        await gate.WaitAsync();
        try
        {
            Volatile.Write(ref up, NewSignal());
            await end();
            await StartProcessAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndProcessAsync();
        gate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void WriteFiles()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "resources")).FullName, "state.yaml"), Resources);
        var apps = ports.Select(app => $"  - {{ appID: {app.Key}, appDirPath: ., daprGRPCPort: {app.Value} }}");
        File.WriteAllLines(Path.Combine(folder, "dapr.yaml"), ["version: 1", "common: { resourcesPath: resources }", "apps:", .. apps]);
    }

    private async Task StartProcessAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in new[] { typeof(LocalRun).Assembly.Location, "-f", folder, "--no-build" })
        {
            start.ArgumentList.Add(argument);
        }

        var serves = NewSignal();
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Exited += (_, _) => serves.TrySetException(new InvalidOperationException(string.Join('\n', output)));
        process.OutputDataReceived += (_, line) => Read(line.Data, serves);
        process.ErrorDataReceived += (_, line) => Read(line.Data, serves);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await serves.Task.WaitAsync(StartPatience);
        Volatile.Read(ref up).TrySetResult();
    }

    private void Read(string? line, TaskCompletionSource serves)
    {
        output.Enqueue(line ?? string.Empty);
        if (line?.Contains("Everything runs", StringComparison.Ordinal) is true)
        {
            serves.TrySetResult();
        }
    }

    private async Task EndProcessAsync()
    {
        if (process is not null)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            process = null;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
