using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Builds the events that the sidecar itself adds to histories.</summary>
internal static class HistoryEvents
{
    /// <summary>Event ID of everything that comes from outside; events made from actions have the action's ID.</summary>
    internal const int Incoming = -1;

    internal static HistoryEvent New(TimeProvider time, int eventId = Incoming, TaskRouter? router = null) =>
        new() { EventId = eventId, Timestamp = Timestamp.FromDateTimeOffset(time.GetUtcNow()), Router = router };

    /// <summary>The event that starts a run, for a client's request.</summary>
    internal static HistoryEvent Started(TimeProvider time, string appId, CreateInstanceRequest request)
    {
        var started = New(time, router: new TaskRouter { SourceAppID = appId });
        started.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = request.Name,
            Input = request.Input,
            ScheduledStartTimestamp = request.ScheduledStartTimestamp,
            WorkflowInstance = NewExecution(request.InstanceId),
            ParentTraceContext = TraceIds.Continue(request.ParentTraceContext),
            WorkflowSpanID = TraceIds.NewSpan(),
        };
        return started;
    }

    /// <summary>The event that starts a child, made from its creation in the parent's history.</summary>
    internal static HistoryEvent ChildStarted(
        TimeProvider time, InstanceKey parent, ExecutionStartedEvent parentStart, HistoryEvent created)
    {
        var child = created.ChildWorkflowInstanceCreated;
        var started = New(time, router: created.Router.Clone());
        started.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = child.Name,
            Version = child.Version,
            Input = child.Input,
            WorkflowInstance = NewExecution(child.InstanceId),
            ParentInstance = new ParentInstanceInfo
            {
                TaskScheduledId = created.EventId,
                Name = parentStart.Name,
                WorkflowInstance = parentStart.WorkflowInstance,
                AppID = parent.AppId,
            },
            ParentTraceContext = child.ParentTraceContext,
            WorkflowSpanID = TraceIds.NewSpan(),
        };
        return started;
    }

    /// <summary>The event that starts the next generation after continue-as-new: a new execution and a new trace.</summary>
    internal static HistoryEvent Restarted(TimeProvider time, HistoryEvent previous, string? input)
    {
        var before = previous.ExecutionStarted;
        var started = New(time, router: previous.Router?.Clone());
        started.ExecutionStarted = new ExecutionStartedEvent
        {
            Name = before.Name,
            Input = input,
            WorkflowInstance = NewExecution(before.WorkflowInstance.InstanceId),
            ParentInstance = before.ParentInstance,
            ParentTraceContext = TraceIds.Continue(null),
            WorkflowSpanID = TraceIds.NewSpan(),
        };
        return started;
    }

    /// <summary>The result of an activity, for the scheduled event it belongs to. A failure counts more than a result.</summary>
    internal static HistoryEvent TaskDone(TimeProvider time, HistoryEvent scheduled, ActivityResponse answer)
    {
        var done = New(time, router: scheduled.Router);
        var executionId = scheduled.TaskScheduled.TaskExecutionId;
        if (answer.FailureDetails is { } failure)
        {
            done.TaskFailed = new TaskFailedEvent
            {
                TaskScheduledId = scheduled.EventId, FailureDetails = failure, TaskExecutionId = executionId,
            };
        }
        else
        {
            done.TaskCompleted = new TaskCompletedEvent
            {
                TaskScheduledId = scheduled.EventId, Result = answer.Result, TaskExecutionId = executionId,
            };
        }

        return done;
    }

    /// <summary>What the parent learns of a finished child. All but COMPLETED is a failure, TERMINATED one without details.</summary>
    internal static HistoryEvent ChildDone(TimeProvider time, string childApp, ParentInstanceInfo parent, ExecutionCompletedEvent end)
    {
        var done = New(time, router: new TaskRouter { SourceAppID = childApp, TargetAppID = parent.AppID });
        if (end.WorkflowStatus == OrchestrationStatus.Completed)
        {
            done.ChildWorkflowInstanceCompleted = new ChildWorkflowInstanceCompletedEvent
            {
                TaskScheduledId = parent.TaskScheduledId, Result = end.Result,
            };
        }
        else
        {
            done.ChildWorkflowInstanceFailed = new ChildWorkflowInstanceFailedEvent
            {
                TaskScheduledId = parent.TaskScheduledId, FailureDetails = end.FailureDetails ?? new TaskFailureDetails(),
            };
        }

        return done;
    }

    private static WorkflowInstance NewExecution(string instanceId) =>
        new() { InstanceId = instanceId, ExecutionId = Guid.NewGuid().ToString() };
}
