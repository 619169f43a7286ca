using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Saves one turn in one transaction and then carries out what it decided.</summary>
internal sealed class TurnCommit(InstanceActor actor, Generation generation)
{
    private readonly EngineServices services = actor.Services;
    private readonly List<StateChange> changes = [.. actor.Rows.PendingChanges()];
    private readonly List<Action> deliveries = [];

    /// <summary>Saves an answered turn.</summary>
    /// <param name="plan">What the answer amounts to.</param>
    /// <param name="events">All events that the turn adds to the history.</param>
    /// <param name="consumed">Inbox entries that are used up.</param>
    /// <param name="customStatus">The custom status that the answer set.</param>
    /// <param name="repeat">Whether another turn is wanted although nothing may come.</param>
    internal async Task SaveAsync(
        TurnPlan plan, List<HistoryEvent> events, IReadOnlyList<InboxEntry> consumed, string? customStatus, bool repeat)
    {
        var block = AddBlock(events, customStatus);
        Forget(consumed);
        var fresh = plan.Tasks.Where(task => !generation.State.KnowsTask(task.EventId));
        List<HistoryEvent> tasks = [.. fresh.DistinctBy(task => task.EventId)];
        var children = new ChildStarts(actor, events, generation.State);
        await children.AddAsync(plan.Children, changes, deliveries);
        if (repeat)
        {
            AddToInbox(actor, null);
        }

        if (plan.Completed is { } end)
        {
            AddEnd(events, end, plan.Terminated, customStatus);
        }

        try
        {
            await services.Journal.CommitAsync(changes);
        }
        catch
        {
            children.Withdraw();
            throw;
        }

        actor.Accept(generation, () =>
        {
            generation.State.CustomStatus = customStatus;
            generation.Add(block, events, actor.Key.AppId);
            actor.Inbox.Consume();
        });
        tasks.ForEach(actor.Dispatch);
        Finish(plan);
    }

    /// <summary>Records that the worker cannot go on; the inbox stays, and becomes durable.</summary>
    internal async Task StallAsync(HistoryEvent stalled, IReadOnlyList<InboxEntry> consumed)
    {
        if (generation.State.Stalled)
        {
            return;
        }

        var block = AddBlock([stalled], generation.State.CustomStatus);
        Forget(consumed);
        await CommitWithInboxAsync();
        actor.Accept(generation, () => generation.Add(block, [stalled], actor.Key.AppId));
    }

    /// <summary>Makes a new generation durable before its first turn, so that endless continue-as-new does get somewhere.</summary>
    internal async Task SaveRestartAsync(IReadOnlyList<InboxEntry> consumed)
    {
        DropHistory(from: 0);
        Forget(consumed);
        await CommitWithInboxAsync();
        actor.Accept(generation, static () => { });
    }

    private async Task CommitWithInboxAsync()
    {
        var (rows, committed) = actor.Rows.Keep(actor.Inbox.All());
        changes.AddRange(rows);
        await services.Journal.CommitAsync(changes);
        committed();
    }

    private ReadOnlyMemory<byte> AddBlock(IReadOnlyList<HistoryEvent> events, string? customStatus)
    {
        var block = EventBlock.Of([.. events.Select(e => e.ToByteArray())]);
        var turn = generation.Blocks.Count;
        changes.Add(new StateChange(JournalKeys.History(actor.Rows.Prefix, turn), Generation.EncodeRow(customStatus, block)));
        if (generation != actor.Saved)
        {
            DropHistory(from: 1);
        }

        return block;
    }

    private void DropHistory(int from)
    {
        for (var turn = from; turn < actor.Saved.Blocks.Count; turn++)
        {
            changes.Add(new StateChange(JournalKeys.History(actor.Rows.Prefix, turn), null));
        }
    }

    private void Forget(IEnumerable<InboxEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Row is { } row)
            {
                changes.Add(new StateChange(JournalKeys.Inbox(actor.Rows.Prefix, row), null));
            }
        }
    }

    private void AddToInbox(InstanceActor target, HistoryEvent? e)
    {
        var entry = new InboxEntry(e, target.Rows.New());
        changes.Add(new StateChange(JournalKeys.Inbox(target.Rows.Prefix, entry.Row ?? 0), entry.Bytes));
        deliveries.Add(() => target.Deliver(entry));
    }

    private void AddEnd(List<HistoryEvent> events, ExecutionCompletedEvent end, ExecutionTerminatedEvent? terminated, string? customStatus)
    {
        var after = generation.State.After(events, actor.Key.AppId);
        after.CustomStatus = customStatus;
        var finished = new FinishedRun(
            actor.Rows.Run, generation.Blocks.Count + 1, after.Children, after.Describe(actor.Key.InstanceId));
        var marker = JournalKeys.Active(actor.Key);
        changes.RemoveAll(change => string.Equals(change.Key, marker, StringComparison.Ordinal));
        if (actor.Rows.Stored)
        {
            changes.Add(new StateChange(marker, null));
        }

        Forget(actor.Inbox.All());
        changes.Add(new StateChange(JournalKeys.Finished(actor.Key), finished.Encode()));
        var retention = services.RetentionOf(actor.Key.AppId);
        if (retention.RowFor(actor.Key, finished) is var (row, due))
        {
            changes.Add(row);
            deliveries.Add(() => retention.Expect(due));
        }

        TellParent(after, end);
        if (terminated is { Recurse: true })
        {
            Terminate(after.OpenChildren.Values, terminated);
        }
    }

    private void TellParent(RunState after, ExecutionCompletedEvent end)
    {
        if (after.Started?.ExecutionStarted.ParentInstance is not { } parent)
        {
            return;
        }

        var key = new InstanceKey(parent.AppID, parent.WorkflowInstance.InstanceId);
        if (services.Active.TryGetValue(key, out var waiting) && waiting.IsExecution(parent.WorkflowInstance.ExecutionId))
        {
            AddToInbox(waiting, HistoryEvents.ChildDone(services.Time, actor.Key.AppId, parent, end));
        }
    }

    private void Terminate(IEnumerable<InstanceKey> children, ExecutionTerminatedEvent terminated)
    {
        foreach (var key in children)
        {
            if (services.Active.TryGetValue(key, out var child))
            {
                var e = HistoryEvents.New(services.Time);
                e.ExecutionTerminated = terminated.Clone();
                AddToInbox(child, e);
            }
        }
    }

    private void Finish(TurnPlan plan)
    {
        if (plan.Completed is not null)
        {
            services.Counters.CountEnd(plan.Completed.WorkflowStatus);
            actor.Leave(purged: false);
        }
        else
        {
            services.Changes.Notify(actor.Key);
        }

        deliveries.ForEach(deliver => deliver());
    }
}
