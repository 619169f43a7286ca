using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Turns a worker's answer into events, as daprd does.</summary>
internal sealed class TurnPlanner(InstanceKey key, RunState state, IReadOnlyList<HistoryEvent> newEvents, TimeProvider time)
{
    private readonly ExecutionStartedEvent start =
        (newEvents.LastOrDefault(e => e.ExecutionStarted is not null) ?? state.Started ?? new HistoryEvent()).ExecutionStarted
        ?? new ExecutionStartedEvent();

    internal TurnPlan Plan(WorkflowResponse answer)
    {
        var plan = new TurnPlan { Terminated = newEvents.LastOrDefault(e => e.ExecutionTerminated is not null)?.ExecutionTerminated };
        CheckVersion(plan, answer);
        foreach (var action in answer.Actions)
        {
            if (plan.Stall is not null || plan.ContinueAsNew is not null || plan.Unsupported)
            {
                break;
            }

            Add(plan, action);
        }

        if (plan is { Terminated: { } terminated, Completed: null, Stall: null, Unsupported: false })
        {
            plan.ContinueAsNew = null;
            var end = new ExecutionCompletedEvent { Result = terminated.Input };
            Complete(plan, HistoryEvents.Incoming, OrchestrationStatus.Terminated, end);
        }

        return plan;
    }

    private void Add(TurnPlan plan, WorkflowAction action)
    {
        switch (action.WorkflowActionTypeCase)
        {
            case WorkflowAction.WorkflowActionTypeOneofCase.ScheduleTask:
                plan.Events.Add(Scheduled(action));
                break;
            case WorkflowAction.WorkflowActionTypeOneofCase.CreateTimer:
                plan.Events.Add(Timer(action));
                break;
            case WorkflowAction.WorkflowActionTypeOneofCase.CreateChildWorkflow:
                plan.Events.Add(Child(action));
                break;
            case WorkflowAction.WorkflowActionTypeOneofCase.CompleteWorkflow:
                AddCompletion(plan, action);
                break;
            case WorkflowAction.WorkflowActionTypeOneofCase.WorkflowVersionNotAvailable:
                plan.Stall = Stalled(StalledReason.VersionNotAvailable, "Version not available: ");
                break;
            default:
                plan.Unsupported = true;
                break;
        }
    }

    private void AddCompletion(TurnPlan plan, WorkflowAction action)
    {
        var completion = action.CompleteWorkflow;
        if (completion.WorkflowStatus == OrchestrationStatus.ContinuedAsNew)
        {
            plan.ContinueAsNew = completion;
        }
        else if (completion.WorkflowStatus == OrchestrationStatus.Stalled)
        {
            plan.Stall = Stalled(StalledReason.PatchMismatch, completion.Details ?? string.Empty);
        }
        else if (plan.Completed is null)
        {
            Complete(plan, action.Id, completion.WorkflowStatus, new ExecutionCompletedEvent
            {
                Result = completion.Result, FailureDetails = completion.FailureDetails,
            });
        }
    }

    private void Complete(TurnPlan plan, int id, OrchestrationStatus status, ExecutionCompletedEvent end)
    {
        end.WorkflowStatus = status;
        var e = HistoryEvents.New(time, id, new TaskRouter { SourceAppID = key.AppId });
        e.ExecutionCompleted = end;
        plan.Events.Add(e);
        plan.Completed = end;
    }

    private HistoryEvent Scheduled(WorkflowAction action)
    {
        var task = action.ScheduleTask;
        var e = HistoryEvents.New(time, action.Id, Router(action));
        e.TaskScheduled = new TaskScheduledEvent
        {
            Name = task.Name,
            Version = task.Version,
            Input = task.Input,
            TaskExecutionId = task.TaskExecutionId,
            ParentTraceContext = Trace(),
        };
        if (task.HasHistoryPropagationScope)
        {
            e.TaskScheduled.HistoryPropagationScope = task.HistoryPropagationScope;
        }

        return e;
    }

    private HistoryEvent Timer(WorkflowAction action)
    {
        var timer = action.CreateTimer;
        var created = new TimerCreatedEvent { FireAt = timer.FireAt };
        if (timer.HasName)
        {
            created.Name = timer.Name;
        }

        switch (timer.OriginCase)
        {
            case CreateTimerAction.OriginOneofCase.CreateTimer:
                created.CreateTimer = timer.CreateTimer;
                break;
            case CreateTimerAction.OriginOneofCase.ExternalEvent:
                created.ExternalEvent = timer.ExternalEvent;
                break;
            case CreateTimerAction.OriginOneofCase.ActivityRetry:
                created.ActivityRetry = timer.ActivityRetry;
                break;
            case CreateTimerAction.OriginOneofCase.ChildWorkflowRetry:
                created.ChildWorkflowRetry = timer.ChildWorkflowRetry;
                break;
        }

        var e = HistoryEvents.New(time, action.Id, new TaskRouter { SourceAppID = key.AppId });
        e.TimerCreated = created;
        return e;
    }

    private HistoryEvent Child(WorkflowAction action)
    {
        var child = action.CreateChildWorkflow;
        var e = HistoryEvents.New(time, action.Id, Router(action));
        e.ChildWorkflowInstanceCreated = new ChildWorkflowInstanceCreatedEvent
        {
            InstanceId = child.InstanceId.Length > 0 ? child.InstanceId : $"{key.InstanceId}:{action.Id:x4}",
            Name = child.Name,
            Version = child.Version,
            Input = child.Input,
            ParentTraceContext = Trace(),
        };
        if (child.HasHistoryPropagationScope)
        {
            e.ChildWorkflowInstanceCreated.HistoryPropagationScope = child.HistoryPropagationScope;
        }

        return e;
    }

    /// <summary>
    /// An answer repeats all patches of the history and may add some. A mere acknowledgement of suspend or terminate says nothing about
    /// patches: daprd stalls on it, which only harms, so it passes here.
    /// </summary>
    private void CheckVersion(TurnPlan plan, WorkflowResponse answer)
    {
        var reported = answer.Version?.Patches ?? [];
        if (reported.Take(state.Patches.Count).SequenceEqual(state.Patches, StringComparer.Ordinal))
        {
            plan.NewPatches = [.. reported.Skip(state.Patches.Count)];
        }
        else if (!IsAcknowledgement(answer))
        {
            plan.Stall = Stalled(
                StalledReason.PatchMismatch,
                $"Patch mismatch. History patches: [{string.Join(' ', state.Patches)}], current patches: [{string.Join(' ', reported)}]. ");
        }
    }

    private bool IsAcknowledgement(WorkflowResponse answer) =>
        newEvents[^1] is { ExecutionSuspended: not null } or { ExecutionTerminated: not null }
        && answer.Actions.All(action => action.CompleteWorkflow?.WorkflowStatus == OrchestrationStatus.Terminated);

    private TaskRouter Router(WorkflowAction action)
    {
        var router = action.Router?.Clone() ?? new TaskRouter();
        router.SourceAppID = key.AppId;
        return router;
    }

    private TraceContext Trace() => TraceIds.WithSpan(start.ParentTraceContext, start.WorkflowSpanID);

    private static ExecutionStalledEvent Stalled(StalledReason reason, string description) =>
        new() { Reason = reason, Description = description };
}
