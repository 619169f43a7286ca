using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What one generation of an instance has come to: the fold over its history, the same live and on recovery.</summary>
internal sealed class RunState
{
    /// <summary>Year 1, the time of what has not happened.</summary>
    internal static readonly Timestamp Never = new() { Seconds = -62_135_596_800 };

    private readonly HashSet<int> taskIds = [];

    /// <summary>The event that started it; null until the first turn was saved.</summary>
    internal HistoryEvent? Started { get; private set; }

    internal ExecutionCompletedEvent? Completed { get; private set; }

    internal string? CustomStatus { get; set; }

    /// <summary>Scheduled activities without a result, by ID.</summary>
    internal Dictionary<int, HistoryEvent> Tasks { get; } = [];

    /// <summary>Timers that have neither fired nor become needless, oldest first.</summary>
    internal List<HistoryEvent> Timers { get; } = [];

    /// <summary>Children without a result, by ID of their creation.</summary>
    internal Dictionary<int, InstanceKey> OpenChildren { get; } = [];

    internal List<InstanceKey> Children { get; } = [];

    internal List<string> Patches { get; } = [];

    internal bool Stalled { get; private set; }

    private bool Suspended { get; set; }

    private Timestamp? StartedAt { get; set; }

    private Timestamp LastUpdated { get; set; } = Never;

    internal OrchestrationStatus Status => this switch
    {
        { Completed: { } end } => end.WorkflowStatus,
        { Stalled: true } => OrchestrationStatus.Stalled,
        { Started: null } => OrchestrationStatus.Pending,
        { Suspended: true } => OrchestrationStatus.Suspended,
        _ => OrchestrationStatus.Running,
    };

    /// <summary>A copy that has taken more events into account.</summary>
    internal RunState After(IEnumerable<HistoryEvent> events, string owner)
    {
        var after = new RunState
        {
            Started = Started, StartedAt = StartedAt, LastUpdated = LastUpdated, Suspended = Suspended, Stalled = Stalled,
        };
        after.Children.AddRange(Children);
        after.Timers.AddRange(Timers);
        after.taskIds.UnionWith(taskIds);
        foreach (var (id, task) in Tasks)
        {
            after.Tasks.Add(id, task);
        }

        foreach (var (id, child) in OpenChildren)
        {
            after.OpenChildren.Add(id, child);
        }

        foreach (var e in events)
        {
            after.Apply(e, owner);
        }

        return after;
    }

    /// <summary>Whether an activity with this ID was ever scheduled; its result is never waited for a second time.</summary>
    internal bool KnowsTask(int id) => taskIds.Contains(id);

    /// <summary>Takes the next event of the history into account.</summary>
    /// <param name="e">The event.</param>
    /// <param name="owner">The app that owns the instance.</param>
    internal void Apply(HistoryEvent e, string owner)
    {
        LastUpdated = e.Timestamp;
        switch (e.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.WorkflowStarted:
                StartedAt ??= e.Timestamp;
                Stalled = false;
                Patches.AddRange(e.WorkflowStarted.Version?.Patches ?? []);
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionStarted:
                Started = e;
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionCompleted:
                Completed ??= e.ExecutionCompleted;
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionSuspended:
                Suspended = true;
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionResumed:
                Suspended = false;
                break;
            case HistoryEvent.EventTypeOneofCase.ExecutionStalled:
                Stalled = true;
                break;
            case HistoryEvent.EventTypeOneofCase.EventRaised:
                DropTimerOf(e.EventRaised.Name);
                break;
            case HistoryEvent.EventTypeOneofCase.TimerCreated:
                Timers.Add(e);
                break;
            case HistoryEvent.EventTypeOneofCase.TimerFired:
                Timers.RemoveAll(timer => timer.EventId == e.TimerFired.TimerId);
                break;
            default:
                ApplyWork(e, owner);
                break;
        }
    }

    private void ApplyWork(HistoryEvent e, string owner)
    {
        switch (e.EventTypeCase)
        {
            case HistoryEvent.EventTypeOneofCase.TaskScheduled when taskIds.Add(e.EventId):
                Tasks[e.EventId] = e;
                break;
            case HistoryEvent.EventTypeOneofCase.TaskCompleted:
                Tasks.Remove(e.TaskCompleted.TaskScheduledId);
                break;
            case HistoryEvent.EventTypeOneofCase.TaskFailed:
                Tasks.Remove(e.TaskFailed.TaskScheduledId);
                break;
            case HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceCreated:
                var child = new InstanceKey(TargetApp(e.Router, owner), e.ChildWorkflowInstanceCreated.InstanceId);
                OpenChildren[e.EventId] = child;
                Children.Add(child);
                break;
            case HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceCompleted:
                OpenChildren.Remove(e.ChildWorkflowInstanceCompleted.TaskScheduledId);
                break;
            case HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceFailed:
                OpenChildren.Remove(e.ChildWorkflowInstanceFailed.TaskScheduledId);
                break;
        }
    }

    /// <summary>The app that a routed action goes to.</summary>
    internal static string TargetApp(TaskRouter? router, string owner) =>
        router is { HasTargetAppID: true, TargetAppID.Length: > 0 } ? router.TargetAppID : owner;

    /// <summary>The state as clients see it, with everything in it.</summary>
    internal WorkflowState Describe(string instanceId)
    {
        var state = new WorkflowState
        {
            InstanceId = instanceId,
            WorkflowStatus = Status,
            CreatedTimestamp = Started?.Timestamp ?? Never,
            LastUpdatedTimestamp = Started is null ? Never : LastUpdated,
            CustomStatus = CustomStatus,
        };
        if (Started is { ExecutionStarted: var start })
        {
            state.Name = start.Name;
            state.StartedAt = StartedAt;
            state.Input = start.Input;
            state.Output = Completed?.Result;
            state.FailureDetails = Completed?.FailureDetails;
            state.ParentInstanceId = start.ParentInstance?.WorkflowInstance.InstanceId;
            state.ParentAppId = start.ParentInstance?.AppID;
        }

        return state;
    }

    /// <summary>An event makes the oldest timer that limits a wait for its name needless; names ignore letter case.</summary>
    private void DropTimerOf(string name)
    {
        var index = Timers.FindIndex(timer => timer.TimerCreated.OriginCase == TimerCreatedEvent.OriginOneofCase.ExternalEvent
            && string.Equals(timer.TimerCreated.ExternalEvent.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            Timers.RemoveAt(index);
        }
    }
}
