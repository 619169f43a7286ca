using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Starts the children that a turn creates, in the transaction of that turn.</summary>
internal sealed class ChildStarts(InstanceActor parent, IReadOnlyList<HistoryEvent> turn, RunState before)
{
    private readonly EngineServices services = parent.Services;
    private readonly List<InstanceActor> reserved = [];

    /// <summary>Adds what the transaction needs, and what is to be delivered after it.</summary>
    internal async Task AddAsync(IEnumerable<HistoryEvent> created, List<StateChange> changes, List<Action> deliveries)
    {
        var start = (turn.LastOrDefault(e => e.ExecutionStarted is not null) ?? before.Started)?.ExecutionStarted;
        foreach (var e in created)
        {
            var key = new InstanceKey(RunState.TargetApp(e.Router, parent.Key.AppId), e.ChildWorkflowInstanceCreated.InstanceId);
            var child = new InstanceActor(key, InstanceRows.NewRun(), services);
            var refusal = await InstanceStart.ReserveAsync(child);
            InboxEntry entry;
            if (refusal is null)
            {
                reserved.Add(child);
                entry = new InboxEntry(
                    HistoryEvents.ChildStarted(services.Time, parent.Key, start ?? new ExecutionStartedEvent(), e), child.Rows.New());
                changes.AddRange(child.Rows.PendingChanges());
                deliveries.Add(() => child.Adopt(entry));
            }
            else
            {
                child = parent;
                entry = new InboxEntry(Refused(e, refusal), parent.Rows.New());
                deliveries.Add(() => parent.Deliver(entry));
            }

            changes.Add(new StateChange(JournalKeys.Inbox(child.Rows.Prefix, entry.Row ?? 0), entry.Bytes));
        }
    }

    /// <summary>Gives the reserved IDs back: the transaction failed.</summary>
    internal void Withdraw() => reserved.ForEach(child => child.Leave(purged: true));

    private HistoryEvent Refused(HistoryEvent created, string reason)
    {
        var e = HistoryEvents.New(services.Time);
        e.ChildWorkflowInstanceFailed = new ChildWorkflowInstanceFailedEvent
        {
            TaskScheduledId = created.EventId,
            FailureDetails = new TaskFailureDetails { ErrorType = "WorkflowInstanceAlreadyExists", ErrorMessage = reason },
        };
        return e;
    }
}
