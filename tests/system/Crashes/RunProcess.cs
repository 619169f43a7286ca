using System.Diagnostics;
using System.Text;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Crashes;

/// <summary><c>local/run</c> as its user starts it: a process of its own with the apps as its children, at free ports.</summary>
internal sealed class RunProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunProcess(SystemFolder folder, StringBuilder output, IEnumerable<KeyValuePair<string, string>> settings)
    {
        this.output = output;
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [SystemFolder.Source("run.dll"), "--file", RunFile(folder), "--no-build"])
            {
                WorkingDirectory = folder.Root,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        foreach (var (name, value) in settings)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"local/run ended: {output}"));
    }

    /// <summary>Starts and waits until it says that everything is ready.</summary>
    /// <param name="folder">Its files and data; a later start in the same folder goes on with them.</param>
    /// <param name="output">Collects all that it and its apps print.</param>
    /// <param name="settings">Settings of the apps, as environment variables.</param>
    public static async Task<RunProcess> StartAsync(
        SystemFolder folder, StringBuilder output, IEnumerable<KeyValuePair<string, string>>? settings = null)
    {
        var run = new RunProcess(folder, output, settings ?? []);
        run.process.Start();
        run.process.BeginOutputReadLine();
        run.process.BeginErrorReadLine();
        await run.ready.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return run;
    }

    /// <summary>SIGKILL: nothing in it gets a chance to tidy up; its apps are left to themselves.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGKILL of one app, which ends the run; or of the run.</summary>
    /// <param name="app">Its assembly; null for the run.</param>
    public async Task KillAsync(string? app)
    {
        if (app is null)
        {
            await KillAsync();
            return;
        }

        using var kill = Process.Start("pkill", ["-KILL", "-P", process.Id.ToString(), "-f", app]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM: an orderly stop.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await StopAsync();
        }

        process.Dispose();
    }

    // The repository's own dapr.yaml, at free ports and with the assemblies that this build made.
    private static string RunFile(SystemFolder folder)
    {
        var path = Path.Combine(folder.Root, "dapr.yaml");
        if (!File.Exists(path))
        {
            var yaml = folder.Ports.Translate(File.ReadAllText(SystemFolder.Source("dapr.yaml")))
                .Replace("bin/Release/net10.0/", AppContext.BaseDirectory, StringComparison.Ordinal);
            File.WriteAllText(path, yaml);
            foreach (var app in new[] { "services/checkout-api", "services/payment-activity", "services/fulfilment-activity", "local/psps" })
            {
                Directory.CreateDirectory(Path.Combine(folder.Root, app));
            }
        }

        return path;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(line);
        }

        if (line.Contains("Everything runs", StringComparison.OrdinalIgnoreCase))
        {
            ready.TrySetResult();
        }
    }
}
