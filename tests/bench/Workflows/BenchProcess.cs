using System.Diagnostics;

namespace Checkout.Bench.Workflows;

/// <summary>A process of the benchmark, this program with other arguments, whose use of the machine is measured.</summary>
internal sealed class BenchProcess : IDisposable
{
    /// <summary>What a process prints when it serves.</summary>
    public const string Ready = "ready";

    private readonly Process process;

    private BenchProcess(string name, Process process)
    {
        Name = name;
        this.process = process;
    }

    /// <summary>What the report calls it.</summary>
    public string Name { get; }

    /// <summary>Processor time since its start.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The process that this code runs in.</summary>
    public static BenchProcess Own(string name) => new(name, Process.GetCurrentProcess());

    /// <summary>Starts a process and waits until it serves.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<BenchProcess> StartAsync(string name, CancellationToken cancellation, params string[] arguments)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("Start the benchmark with dotnet run.");
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        var started = Process.Start(start) ?? throw new InvalidOperationException($"{name} does not start.");
        if (!string.Equals(await started.StandardOutput.ReadLineAsync(cancellation), Ready, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{name} did not come up.");
        }

        return new BenchProcess(name, started);
    }

    public void Dispose()
    {
        if (process.Id != Environment.ProcessId)
        {
            process.StandardInput.Close();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
