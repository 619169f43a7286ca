using Proto = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.History;

/// <summary>Reads the history that came with a work item: calls and their ends belong together by number.</summary>
internal static class PropagatedHistoryReader
{
    /// <summary>Reads the history.</summary>
    /// <param name="history">As it came; null for none.</param>
    /// <returns>The history; null for none.</returns>
    public static PropagatedHistory? Read(Proto.PropagatedHistory? history) =>
        history is null ? null : new PropagatedHistory([.. history.Chunks.Select(Read)]);

    private static PropagatedHistoryEvent Read(Proto.PropagatedHistoryChunk chunk)
    {
        var events = chunk.RawEvents.Select(raw => Proto.HistoryEvent.Parser.ParseFrom(raw)).ToList();
        return new PropagatedHistoryEvent(
            chunk.InstanceId,
            chunk.AppId,
            chunk.WorkflowName,
            [.. events.Where(e => e.TaskScheduled is not null).Select(e => Activity(e, events))],
            [.. events.Where(e => e.ChildWorkflowInstanceCreated is not null).Select(e => Child(e, events))]);
    }

    private static PropagatedHistoryActivityResult Activity(Proto.HistoryEvent call, List<Proto.HistoryEvent> events)
    {
        var completed = events.Find(e => e.TaskCompleted is { } end && end.TaskScheduledId == call.EventId)?.TaskCompleted;
        var failed = events.Find(e => e.TaskFailed is { } end && end.TaskScheduledId == call.EventId)?.TaskFailed;
        return new PropagatedHistoryActivityResult(
            call.TaskScheduled.Name, Status(completed, failed), call.TaskScheduled.Input, completed?.Result, Failure(failed?.FailureDetails));
    }

    private static PropagatedHistoryWorkflowResult Child(Proto.HistoryEvent call, List<Proto.HistoryEvent> events)
    {
        var completed = events.Find(e => e.ChildWorkflowInstanceCompleted is { } end && end.TaskScheduledId == call.EventId)
            ?.ChildWorkflowInstanceCompleted;
        var failed = events.Find(e => e.ChildWorkflowInstanceFailed is { } end && end.TaskScheduledId == call.EventId)
            ?.ChildWorkflowInstanceFailed;
        return new PropagatedHistoryWorkflowResult(
            call.ChildWorkflowInstanceCreated.Name, Status(completed, failed), completed?.Result, Failure(failed?.FailureDetails));
    }

    private static PropagatedHistoryStatus Status(object? completed, object? failed) =>
        failed is not null ? PropagatedHistoryStatus.Failed
        : completed is not null ? PropagatedHistoryStatus.Completed
        : PropagatedHistoryStatus.Pending;

    private static WorkflowTaskFailureDetails? Failure(Proto.TaskFailureDetails? details) =>
        details is null ? null : new WorkflowTaskFailureDetails(details.ErrorType, details.ErrorMessage, details.StackTrace);
}
