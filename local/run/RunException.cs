namespace Checkout.Local.Run;

/// <summary>How a run ended, as the process's exit code.</summary>
internal enum ExitCode
{
    /// <summary>Stopped as requested, or every checkout of the demo ended as it should.</summary>
    Stopped = 0,

    /// <summary>The command line is wrong, or something unforeseen happened.</summary>
    Failed = 1,

    /// <summary>dapr.yaml, or a resource that it names, cannot be used.</summary>
    BadConfiguration = 2,

    /// <summary>A port that dapr.yaml asks for is taken.</summary>
    PortInUse = 3,

    /// <summary>An app does not compile.</summary>
    BuildFailed = 4,

    /// <summary>Another run uses the same data.</summary>
    AlreadyRunning = 5,

    /// <summary>An app could not be started, or ended by itself.</summary>
    AppEnded = 6,

    /// <summary>An app or its sidecar was not healthy in time.</summary>
    NotHealthy = 7,

    /// <summary>A checkout of the demo did not end as it should, or the demo was stopped.</summary>
    DemoFailed = 8,
}

/// <summary>Something that keeps the system from running, for people.</summary>
/// <param name="What">What is wrong, one line.</param>
/// <param name="Remedy">What to do about it, one line.</param>
internal sealed record Problem(string What, string Remedy);

/// <summary>Ends the run with an exit code and the problems to show.</summary>
/// <param name="code">The process's exit code.</param>
/// <param name="problems">At least one.</param>
internal sealed class RunException(ExitCode code, IReadOnlyList<Problem> problems) : Exception(problems[0].What)
{
    /// <summary>Ends the run because of one problem.</summary>
    public RunException(ExitCode code, string what, string remedy)
        : this(code, [new Problem(what, remedy)])
    {
    }

    /// <summary>The process's exit code.</summary>
    public ExitCode Code { get; } = code;

    /// <summary>What to show.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
