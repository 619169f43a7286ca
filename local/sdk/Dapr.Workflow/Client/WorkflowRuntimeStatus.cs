namespace Dapr.Workflow;

/// <summary>Where a workflow stands.</summary>
public enum WorkflowRuntimeStatus
{
    /// <summary>A status that this SDK does not know.</summary>
    Unknown = -1,

    /// <summary>Started and not at its end.</summary>
    Running = 0,

    /// <summary>Ended with an output.</summary>
    Completed = 1,

    /// <summary>Being started anew.</summary>
    ContinuedAsNew = 2,

    /// <summary>Ended with an exception.</summary>
    Failed = 3,

    /// <summary>Ended by being cancelled.</summary>
    Canceled = 4,

    /// <summary>Ended by a client.</summary>
    Terminated = 5,

    /// <summary>Its first turn has not run.</summary>
    Pending = 6,

    /// <summary>Held by a client.</summary>
    Suspended = 7,

    /// <summary>Waits for a worker that has the right code.</summary>
    Stalled = 8,
}
