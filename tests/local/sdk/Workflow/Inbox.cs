using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Sdk.Workflow;

/// <summary>Events that reach a run from outside, as daprd writes them.</summary>
internal static class Inbox
{
    public static HistoryEvent TaskCompleted(int id, string? result = null, string executionId = "") => Event(
        e => e.TaskCompleted = new TaskCompletedEvent { TaskScheduledId = id, Result = result, TaskExecutionId = executionId });

    public static HistoryEvent TaskFailed(int id, string message = "no", bool isNonRetriable = false) => Event(
        e => e.TaskFailed = new TaskFailedEvent { TaskScheduledId = id, FailureDetails = Failure(message, isNonRetriable) });

    public static HistoryEvent ChildCompleted(int id, string? result = null) => Event(
        e => e.ChildWorkflowInstanceCompleted = new ChildWorkflowInstanceCompletedEvent { TaskScheduledId = id, Result = result });

    public static HistoryEvent ChildFailed(int id, string message = "no") => Event(
        e => e.ChildWorkflowInstanceFailed = new ChildWorkflowInstanceFailedEvent
        {
            TaskScheduledId = id,
            FailureDetails = Failure(message, isNonRetriable: false),
        });

    public static HistoryEvent TimerFired(int id) => Event(e => e.TimerFired = new TimerFiredEvent { TimerId = id });

    public static HistoryEvent Raised(string name, string? input = null) =>
        Event(e => e.EventRaised = new EventRaisedEvent { Name = name, Input = input });

    public static HistoryEvent Suspended() => Event(e => e.ExecutionSuspended = new ExecutionSuspendedEvent());

    public static HistoryEvent Resumed() => Event(e => e.ExecutionResumed = new ExecutionResumedEvent());

    public static HistoryEvent Terminated() => Event(e => e.ExecutionTerminated = new ExecutionTerminatedEvent());

    private static TaskFailureDetails Failure(string message, bool isNonRetriable) =>
        new() { ErrorType = "Shop.Closed", ErrorMessage = message, IsNonRetriable = isNonRetriable };

    private static HistoryEvent Event(Action<HistoryEvent> fill)
    {
        var e = new HistoryEvent { EventId = -1, Timestamp = WorkflowRun.At(3) };
        fill(e);
        return e;
    }
}
