using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>
/// One instance that is not finished: its saved generation, its inbox and its timers. What comes for it goes into the inbox; its loop
/// takes turns while there is something in there.
/// </summary>
internal sealed class InstanceActor
{
    private readonly Lock sync = new();
    private readonly TurnRunner turns;
    private readonly TurnLoop loop;
    private readonly InstanceTimers timers;
    private readonly SavedRun saved;
    private bool tryStalled;
    private bool everSent;

    internal InstanceActor(InstanceKey key, string run, EngineServices services)
    {
        Key = key;
        Rows = new InstanceRows(key, run);
        Services = services;
        saved = new SavedRun(key.InstanceId);
        turns = new TurnRunner(this);
        loop = new TurnLoop(this, turns, MayTurn);
        timers = new InstanceTimers(services, Fire);
    }

    internal InstanceKey Key { get; }

    internal InstanceRows Rows { get; }

    internal EngineServices Services { get; }

    internal Inbox Inbox { get; } = new();

    /// <summary>The generation as the store has it.</summary>
    internal Generation Saved => saved.Generation;

    internal bool Finished { get; private set; }

    /// <summary>Purged, or given up before anything of it was durable.</summary>
    internal bool Purged { get; private set; }

    /// <summary>Name of the workflow; before the first turn it is known from the inbox.</summary>
    internal string WorkflowName =>
        (Saved.State.Started ?? Inbox.All().Select(entry => entry.Event).FirstOrDefault(e => e?.ExecutionStarted is not null))
            ?.ExecutionStarted.Name ?? string.Empty;

    /// <summary>Why the store did not take the start; null when it did.</summary>
    internal StateStoreException? Refusal { get; private set; }

    internal WorkflowState Describe() => saved.Describe();

    internal IReadOnlyList<ReadOnlyMemory<byte>> History() => saved.History();

    /// <summary>Whether the execution that a child names as its parent is the present one.</summary>
    internal bool IsExecution(string? executionId)
    {
        lock (sync)
        {
            return !Finished && !Purged && saved.IsExecution(executionId);
        }
    }

    /// <summary>Begins a child that its parent's transaction stored.</summary>
    internal void Adopt(InboxEntry started)
    {
        MarkStored();
        Deliver(started);
    }

    /// <summary>Puts something into the inbox and takes a turn for it when the instance is free.</summary>
    internal void Deliver(InboxEntry entry)
    {
        Inbox.Add(entry);
        Wake();
    }

    /// <summary>Takes a turn if there is something in the inbox.</summary>
    internal void Wake() => loop.Wake();

    internal void WakeAt(DateTimeOffset due) => Services.Timers.Schedule(due, Wake);

    /// <summary>A worker connected anew: what stalled is tried again.</summary>
    internal void RetryStalled()
    {
        lock (sync)
        {
            if (!Saved.State.Stalled)
            {
                return;
            }

            tryStalled = true;
        }

        Wake();
    }

    /// <summary>Runs a change while no turn is out, and then takes a turn for it.</summary>
    internal async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        var result = await loop.BetweenTurnsAsync(change, cancellationToken);
        Wake();
        return result;
    }

    /// <summary>Commits everything in the inbox that is not durable yet, and the marker of an active instance.</summary>
    internal async Task MakeDurableAsync()
    {
        var (rows, committed) = Rows.Keep(Inbox.All());
        await Services.Journal.CommitAsync([.. Rows.PendingChanges(), .. rows]);
        committed();
        MarkStored();
    }

    /// <summary>The content of the turn that is being sent; null when it is no longer wanted.</summary>
    internal TurnContent? BeginTurn()
    {
        lock (sync)
        {
            if (Purged)
            {
                return null;
            }

            everSent = true;
            tryStalled = false;
            return turns.Begin();
        }
    }

    /// <summary>Gives up a start that no worker has seen. Nothing of it stays.</summary>
    internal bool TryAbandon()
    {
        lock (sync)
        {
            if (everSent || Rows.Stored)
            {
                return false;
            }

            Purged = true;
        }

        Services.Active.TryRemove(new(Key, this));
        turns.GiveUp();
        return true;
    }

    /// <summary>Gives up a start that the store did not take: whoever started it hears why.</summary>
    /// <returns>False when the instance is stored already and goes on.</returns>
    internal bool TryRefuse(StateStoreException reason)
    {
        if (Rows.Stored)
        {
            return false;
        }

        Refusal = reason;
        Leave(purged: true);
        return true;
    }

    internal void ActivityDone(ActivityItem item, ActivityResponse answer)
    {
        var kept = true;
        lock (sync)
        {
            if (Finished || Purged)
            {
                return;
            }

            var current = turns.Current;
            kept = item.Generation == current;
            if (kept != current.State.Tasks.ContainsKey(item.Scheduled.EventId))
            {
                return; // a second result, or one of an earlier generation that could pass for the present one's
            }
        }

        if (kept)
        {
            Services.Counters.CountActivity(answer);
        }

        Deliver(new InboxEntry(HistoryEvents.TaskDone(Services.Time, item.Scheduled, answer), kept: kept));
    }

    /// <summary>Takes a saved turn over: from here on it is what clients see.</summary>
    internal void Accept(Generation generation, Action apply)
    {
        lock (sync)
        {
            saved.Replace(generation, apply);
            MarkStored();
            timers.Adjust(Saved.State.Timers);
        }
    }

    /// <summary>Ends the instance's time in memory.</summary>
    internal void Leave(bool purged)
    {
        lock (sync)
        {
            Finished = true;
            Purged = purged;
            timers.CancelAll();
        }

        Services.Active.TryRemove(new(Key, this));
        if (purged)
        {
            turns.GiveUp();
        }

        Services.Changes.Notify(Key);
    }

    /// <summary>Takes what the store has over, with those of its timers whose event is in the inbox already.</summary>
    internal void Restore(Generation generation, IEnumerable<HistoryEvent> firedTimers)
    {
        lock (sync)
        {
            saved.Replace(generation, static () => { });
            foreach (var timer in firedTimers)
            {
                timers.MarkFired(timer);
            }

            timers.Adjust(generation.State.Timers);
        }
    }

    internal void Dispatch(HistoryEvent task) =>
        Services.WorkersOf(RunState.TargetApp(task.Router, Key.AppId)).Enqueue(new ActivityItem(this, Saved, task));

    private void Fire(HistoryEvent timer)
    {
        lock (sync)
        {
            if (Finished || !timers.IsOpen(timer))
            {
                return;
            }
        }

        Deliver(new InboxEntry(timers.Fire(timer)));
    }

    private void MarkStored()
    {
        if (!Rows.Stored)
        {
            Services.Counters.CountStart();
        }

        Rows.MarkStored();
    }

    private bool MayTurn()
    {
        lock (sync)
        {
            return !Inbox.IsEmpty && !Finished && !Purged && (tryStalled || !Saved.State.Stalled);
        }
    }
}
