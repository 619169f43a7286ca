using Dapr.Common.Serialization;
using Dapr.DurableTask.Protobuf;
using Microsoft.Extensions.Logging;

namespace Dapr.Workflow.Replay;

/// <summary>
/// The context of one turn. The code runs from its beginning; events are fed to it in their order and complete what it awaits, inline and
/// on one thread, so that every replay takes the same way.
/// </summary>
internal sealed partial class ReplayContext(
    string name, string instanceId, string? executionId, TurnHistory history, IDaprSerializer serializer, ILoggerFactory loggers,
    PropagatedHistory? propagated = null)
    : WorkflowContext
{
    private readonly ScheduledTasks tasks = new();
    private readonly ExternalEvents events = new();
    private readonly DeterministicIds ids = new(executionId, instanceId);
    private readonly Patches patches = new(history.RecordedPatches);
    private DateTime now = history.StartTime;
    private bool isReplaying = history.Past.Count > 0;
    private object? customStatus;
    private Restart? restart;

    public override string Name => name;

    public override string InstanceId => instanceId;

    public override DateTime CurrentUtcDateTime => now;

    public override bool IsReplaying => isReplaying;

    public override bool IsPatched(string patchName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(patchName);
        return patches.IsPatched(patchName, isReplaying);
    }

    public override Guid NewGuid() => ids.NewGuid();

    public override PropagatedHistory? GetPropagatedHistory() => propagated;

    public override void SetCustomStatus(object? customStatus) => this.customStatus = customStatus;

    public override ILogger CreateReplaySafeLogger(string categoryName) =>
        new ReplaySafeLogger(loggers.CreateLogger(categoryName), this);

    public override ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(loggers.CreateLogger(type), this);

    public override ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(loggers.CreateLogger<T>(), this);

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        tasks.Add(new WorkflowAction
        {
            SendEvent = new SendEventAction
            {
                Instance = new WorkflowInstance { InstanceId = instanceId },
                Name = eventName,
                Data = serializer.Serialize(payload),
            },
        });
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        var action = new WorkflowAction
        {
            CompleteWorkflow = new CompleteWorkflowAction
            {
                WorkflowStatus = OrchestrationStatus.ContinuedAsNew,
                Result = serializer.Serialize(newInput),
            },
        };
        tasks.Add(action);
        restart = new Restart(action.CompleteWorkflow, preserveUnprocessedEvents);
    }

    /// <summary>Runs the code and feeds it all events of the turn.</summary>
    /// <returns>The code's task, which may be unfinished.</returns>
    public Task<object?> Run(Func<WorkflowContext, Task<object?>> code)
    {
        var run = code(this);
        foreach (var e in history.Past)
        {
            Feed(e);
        }

        isReplaying = false;
        foreach (var e in history.News)
        {
            Feed(e);
        }

        return run;
    }

    /// <summary>Puts the turn's outcome into the answer.</summary>
    public void Report(Task<object?> run, WorkflowResponse response)
    {
        if (restart is { KeepEvents: true })
        {
            restart.Action.CarryoverEvents.AddRange(events.Unclaimed);
        }

        response.Actions.AddRange(tasks.Pending);
        response.CustomStatus = customStatus is null ? null : serializer.Serialize(customStatus);
        response.Version = patches.Report(name);
        if (restart is null && run.IsCompleted)
        {
            response.Actions.Add(new WorkflowAction { CompleteWorkflow = Completion(run) });
        }
    }

    private CompleteWorkflowAction Completion(Task<object?> run)
    {
        try
        {
            return new CompleteWorkflowAction
            {
                WorkflowStatus = OrchestrationStatus.Completed,
                Result = serializer.Serialize(run.GetAwaiter().GetResult()),
            };
        }
        catch (Exception e)
        {
            var details = Failures.Of(e);
            details.IsNonRetriable = true;
            return new CompleteWorkflowAction { WorkflowStatus = OrchestrationStatus.Failed, FailureDetails = details };
        }
    }

    private void Feed(HistoryEvent e)
    {
        switch (e.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.WorkflowStarted:
                now = e.Timestamp?.ToDateTime() ?? now;
                break;
            case HistoryEvent.EventTypeOneofCase.TaskScheduled:
            case HistoryEvent.EventTypeOneofCase.TimerCreated:
            case HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceCreated:
            case HistoryEvent.EventTypeOneofCase.EventSent:
                tasks.Recorded(e);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskCompleted:
                tasks.Completed(e.TaskCompleted.TaskScheduledId, e, e.TaskCompleted.TaskExecutionId);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskFailed:
                tasks.Completed(e.TaskFailed.TaskScheduledId, e, e.TaskFailed.TaskExecutionId);
                break;
            case HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceCompleted:
                tasks.Completed(e.ChildWorkflowInstanceCompleted.TaskScheduledId, e);
                break;
            case HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceFailed:
                tasks.Completed(e.ChildWorkflowInstanceFailed.TaskScheduledId, e);
                break;
            case HistoryEvent.EventTypeOneofCase.TimerFired:
                tasks.Completed(e.TimerFired.TimerId, e);
                break;
            case HistoryEvent.EventTypeOneofCase.EventRaised:
                events.Raise(e);
                break;
        }
    }

    private sealed record Restart(CompleteWorkflowAction Action, bool KeepEvents);
}
