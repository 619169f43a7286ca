using Dapr.DurableTask.Protobuf;
using EventCase = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace Dapr.Workflow.Client;

/// <summary>Events of the wire as the client shows them.</summary>
internal static class HistoryEventTypes
{
    public static WorkflowHistoryEvent Describe(HistoryEvent e) =>
        new(e.EventId, Of(e.EventTypeCase), e.Timestamp?.ToDateTime() ?? default);

    private static WorkflowHistoryEventType Of(EventCase kind) => kind switch
    {
        EventCase.ExecutionStarted => WorkflowHistoryEventType.ExecutionStarted,
        EventCase.ExecutionCompleted => WorkflowHistoryEventType.ExecutionCompleted,
        EventCase.ExecutionTerminated => WorkflowHistoryEventType.ExecutionTerminated,
        EventCase.TaskScheduled => WorkflowHistoryEventType.TaskScheduled,
        EventCase.TaskCompleted => WorkflowHistoryEventType.TaskCompleted,
        EventCase.TaskFailed => WorkflowHistoryEventType.TaskFailed,
        EventCase.ChildWorkflowInstanceCreated => WorkflowHistoryEventType.SubOrchestrationInstanceCreated,
        EventCase.ChildWorkflowInstanceCompleted => WorkflowHistoryEventType.SubOrchestrationInstanceCompleted,
        EventCase.ChildWorkflowInstanceFailed => WorkflowHistoryEventType.SubOrchestrationInstanceFailed,
        EventCase.TimerCreated => WorkflowHistoryEventType.TimerCreated,
        EventCase.TimerFired => WorkflowHistoryEventType.TimerFired,
        EventCase.WorkflowStarted => WorkflowHistoryEventType.OrchestratorStarted,
        EventCase.WorkflowCompleted => WorkflowHistoryEventType.OrchestratorCompleted,
        EventCase.EventSent => WorkflowHistoryEventType.EventSent,
        EventCase.EventRaised => WorkflowHistoryEventType.EventRaised,
        EventCase.ContinueAsNew => WorkflowHistoryEventType.ContinueAsNew,
        EventCase.ExecutionSuspended => WorkflowHistoryEventType.ExecutionSuspended,
        EventCase.ExecutionResumed => WorkflowHistoryEventType.ExecutionResumed,
        EventCase.ExecutionStalled => WorkflowHistoryEventType.ExecutionStalled,
        _ => WorkflowHistoryEventType.Unknown,
    };
}
