namespace Dapr.Workflow.Client;

/// <summary>An event of a workflow's history.</summary>
/// <param name="EventId">Number of the action that made it; -1 for events from outside.</param>
/// <param name="EventType">What happened.</param>
/// <param name="Timestamp">When, UTC.</param>
public sealed record WorkflowHistoryEvent(int EventId, WorkflowHistoryEventType EventType, DateTime Timestamp);

/// <summary>Kinds of events in a workflow's history.</summary>
public enum WorkflowHistoryEventType
{
    /// <summary>A kind that this SDK does not know.</summary>
    Unknown,

    /// <summary>The workflow was started.</summary>
    ExecutionStarted,

    /// <summary>The workflow ended.</summary>
    ExecutionCompleted,

    /// <summary>A client ended the workflow.</summary>
    ExecutionTerminated,

    /// <summary>An activity was called.</summary>
    TaskScheduled,

    /// <summary>An activity ended.</summary>
    TaskCompleted,

    /// <summary>An activity failed.</summary>
    TaskFailed,

    /// <summary>A child workflow was started.</summary>
    SubOrchestrationInstanceCreated,

    /// <summary>A child workflow ended.</summary>
    SubOrchestrationInstanceCompleted,

    /// <summary>A child workflow failed.</summary>
    SubOrchestrationInstanceFailed,

    /// <summary>A timer was set.</summary>
    TimerCreated,

    /// <summary>A timer fired.</summary>
    TimerFired,

    /// <summary>A turn began.</summary>
    OrchestratorStarted,

    /// <summary>A turn ended.</summary>
    OrchestratorCompleted,

    /// <summary>The workflow raised an event elsewhere.</summary>
    EventSent,

    /// <summary>An event was raised on the workflow.</summary>
    EventRaised,

    /// <summary>Not used by the runtime.</summary>
    GenericEvent,

    /// <summary>Not used by the runtime.</summary>
    HistoryState,

    /// <summary>The workflow was started anew.</summary>
    ContinueAsNew,

    /// <summary>A client holds the workflow.</summary>
    ExecutionSuspended,

    /// <summary>A client lets the workflow go on.</summary>
    ExecutionResumed,

    /// <summary>The workflow waits for a worker that has the right code.</summary>
    ExecutionStalled,
}

/// <summary>A page of workflow IDs.</summary>
/// <param name="InstanceIds">The IDs.</param>
/// <param name="ContinuationToken">Token for the next page; null on the last one.</param>
public sealed record WorkflowInstancePage(IReadOnlyList<string> InstanceIds, string? ContinuationToken);

/// <summary>How a workflow is run again from an event of its history.</summary>
public sealed class RerunWorkflowFromEventOptions
{
    /// <summary>ID of the new run; made by the sidecar when null.</summary>
    public string? NewInstanceId { get; set; }

    /// <summary>Input of the event's activity; counts only with <see cref="OverwriteInput"/>.</summary>
    public object? Input { get; set; }

    /// <summary>Whether <see cref="Input"/> replaces what history has.</summary>
    public bool OverwriteInput { get; set; }
}
