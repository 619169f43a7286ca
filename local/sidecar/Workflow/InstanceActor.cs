using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>
/// One instance that is not finished: its saved generation, its inbox, and the loop that takes turns while there is something in the
/// inbox. The gate makes it a single writer; no thread belongs to it.
/// </summary>
internal sealed class InstanceActor
{
    private readonly AsyncGate _gate = new();
    private readonly Lock _sync = new();
    private readonly TurnRunner _turns;
    private readonly Dictionary<HistoryEvent, ScheduledCall?> _timers = new(ReferenceEqualityComparer.Instance);
    private long _rows;
    private bool _looping;
    private bool _tryStalled;
    private bool _everSent;

    internal InstanceActor(InstanceKey key, string run, EngineServices services)
    {
        Key = key;
        Run = run;
        Prefix = JournalKeys.Run(key, run);
        Services = services;
        _turns = new TurnRunner(this);
    }

    internal InstanceKey Key { get; }

    internal string Run { get; }

    /// <summary>Prefix of the keys of all its rows.</summary>
    internal string Prefix { get; }

    internal EngineServices Services { get; }

    internal Inbox Inbox { get; } = new();

    /// <summary>The generation as the store has it.</summary>
    internal Generation Saved { get; private set; } = new();

    /// <summary>Whether the store knows the instance as active.</summary>
    internal bool Stored { get; private set; }

    internal bool Finished { get; private set; }

    /// <summary>Purged, or given up before anything of it was durable.</summary>
    internal bool Purged { get; private set; }

    /// <summary>The finished run of the same ID, deleted by the first commit of this one.</summary>
    internal FinishedRun? Replaces { get; set; }

    internal static string NewRun() => Guid.NewGuid().ToString("N")[..12];

    internal long NewRow() => Interlocked.Increment(ref _rows);

    internal WorkflowState Describe()
    {
        lock (_sync)
        {
            return Saved.State.Describe(Key.InstanceId);
        }
    }

    internal IReadOnlyList<ReadOnlyMemory<byte>> History()
    {
        lock (_sync)
        {
            return [.. Saved.Blocks];
        }
    }

    /// <summary>Whether the execution that a child names as its parent is the present one.</summary>
    internal bool IsExecution(string? executionId)
    {
        lock (_sync)
        {
            return !Finished && !Purged
                && string.Equals(Saved.State.Started?.ExecutionStarted.WorkflowInstance.ExecutionId, executionId, StringComparison.Ordinal);
        }
    }

    /// <summary>Begins a child that its parent's transaction stored.</summary>
    internal void Adopt(InboxEntry started)
    {
        Stored = true;
        Replaces = null;
        Deliver(started);
    }

    /// <summary>Puts something into the inbox and takes a turn for it when the instance is free.</summary>
    internal void Deliver(InboxEntry entry)
    {
        Inbox.Add(entry);
        Wake();
    }

    /// <summary>Takes a turn if there is something in the inbox.</summary>
    internal void Wake()
    {
        lock (_sync)
        {
            if (_looping || !MayTurn())
            {
                return;
            }

            _looping = true;
        }

        _ = LoopAsync();
    }

    /// <summary>A worker connected anew: what stalled is tried again.</summary>
    internal void RetryStalled()
    {
        lock (_sync)
        {
            if (!Saved.State.Stalled)
            {
                return;
            }

            _tryStalled = true;
        }

        Wake();
    }

    /// <summary>Makes a client's event durable and has it delivered. Waits while a turn is out.</summary>
    /// <returns>False when the instance is finished and nothing was done.</returns>
    internal async Task<bool> PostAsync(HistoryEvent e, CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(cancellationToken);
        try
        {
            if (Purged)
            {
                throw WorkflowErrors.NoSuchInstance();
            }

            if (Finished)
            {
                return false;
            }

            if (Saved.State.Stalled)
            {
                throw WorkflowErrors.Stalled(Key.InstanceId);
            }

            var entry = new InboxEntry(e);
            Inbox.Add(entry);
            await MakeDurableAsync();
        }
        finally
        {
            _gate.Leave();
        }

        Wake();
        return true;
    }

    /// <summary>Commits everything in the inbox that is not durable yet, and the marker of an active instance.</summary>
    internal async Task MakeDurableAsync()
    {
        var entries = Inbox.All().Where(entry => entry is { Row: null, Kept: true }).ToList();
        List<StateChange> changes = [.. PendingChanges()];
        foreach (var entry in entries)
        {
            entry.Row = NewRow();
            changes.Add(new StateChange(JournalKeys.Inbox(Prefix, entry.Row.Value), entry.Bytes));
        }

        await Services.Journal.CommitAsync(changes);
        Stored = true;
        Replaces = null;
    }

    /// <summary>What the instance's first commit has to hold besides its own content.</summary>
    internal IEnumerable<StateChange> PendingChanges()
    {
        foreach (var key in Replaces?.Keys(Key) ?? [])
        {
            yield return new StateChange(key, null);
        }

        if (!Stored)
        {
            yield return new StateChange(JournalKeys.Active(Key), System.Text.Encoding.UTF8.GetBytes(Run));
        }
    }

    /// <summary>The content of the turn that is being sent; null when it is no longer wanted.</summary>
    internal TurnContent? BeginTurn()
    {
        lock (_sync)
        {
            if (Purged)
            {
                return null;
            }

            _everSent = true;
            return _turns.Begin();
        }
    }

    /// <summary>Gives up a start that no worker has seen. Nothing of it stays.</summary>
    internal bool TryAbandon()
    {
        lock (_sync)
        {
            if (_everSent || Stored)
            {
                return false;
            }

            Purged = true;
        }

        Services.Active.TryRemove(new(Key, this));
        return true;
    }

    internal void ActivityDone(ActivityItem item, ActivityResponse answer)
    {
        var kept = true;
        lock (_sync)
        {
            if (Finished || Purged)
            {
                return;
            }

            var current = _turns.Current;
            kept = item.Generation == current;
            if (!kept && current.State.Tasks.ContainsKey(item.Scheduled.EventId))
            {
                return; // a result of an earlier generation must not pass for that of the present one
            }
        }

        Deliver(new InboxEntry(HistoryEvents.TaskDone(Services.Time, item.Scheduled, answer), kept: kept));
    }

    /// <summary>Takes a saved turn over: from here on it is what clients see.</summary>
    internal void Accept(Generation generation, Action apply)
    {
        lock (_sync)
        {
            apply();
            Saved = generation;
            Stored = true;
            Replaces = null;
            _tryStalled = false;
            AdjustTimers();
        }
    }

    /// <summary>Ends the instance's time in memory.</summary>
    internal void Leave(bool purged)
    {
        lock (_sync)
        {
            Finished = true;
            Purged = purged;
            foreach (var call in _timers.Values.OfType<ScheduledCall>())
            {
                Services.Timers.Cancel(call);
            }

            _timers.Clear();
        }

        Services.Active.TryRemove(new(Key, this));
        if (purged)
        {
            _turns.GiveUp();
        }

        Services.Changes.Notify(Key);
    }

    /// <summary>Goes on where the store says the instance was.</summary>
    internal void Recover(Generation generation, IReadOnlyList<InboxEntry> inbox)
    {
        Stored = true;
        Saved = generation;
        _rows = inbox.Count == 0 ? 0 : inbox.Max(entry => entry.Row ?? 0);
        foreach (var task in generation.State.Tasks.Values)
        {
            Dispatch(task);
        }

        lock (_sync)
        {
            AdjustTimers();
        }

        foreach (var entry in inbox)
        {
            Inbox.Add(entry);
        }

        if (inbox is [{ Event.ExecutionStarted.ScheduledStartTimestamp: { } due }])
        {
            WakeAt(due.ToDateTimeOffset());
        }
        else
        {
            Wake();
        }
    }

    internal void WakeAt(DateTimeOffset due) => Services.Timers.Schedule(due, Wake);

    internal void Dispatch(HistoryEvent task) =>
        Services.WorkersOf(RunState.TargetApp(task.Router, Key.AppId)).Enqueue(new ActivityItem(this, Saved, task));

    private void AdjustTimers()
    {
        var open = Saved.State.Timers;
        foreach (var (timer, call) in _timers.Where(known => !open.Exists(timer => ReferenceEquals(timer, known.Key))).ToList())
        {
            _timers.Remove(timer);
            if (call is not null)
            {
                Services.Timers.Cancel(call);
            }
        }

        foreach (var timer in open.Where(timer => !_timers.ContainsKey(timer)))
        {
            _timers[timer] = null; // known before it can fire
            _timers[timer] = Services.Timers.Schedule(DueOf(timer), () => Fire(timer));
        }
    }

    private static DateTimeOffset DueOf(HistoryEvent timer) => timer.TimerCreated.FireAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch;

    private void Fire(HistoryEvent timer)
    {
        lock (_sync)
        {
            if (Finished || !_timers.ContainsKey(timer))
            {
                return;
            }
        }

        var fired = HistoryEvents.New(Services.Time);
        fired.TimerFired = new TimerFiredEvent { FireAt = timer.TimerCreated.FireAt ?? new Timestamp(), TimerId = timer.EventId };
        Deliver(new InboxEntry(fired));
    }

    private bool MayTurn() => !Inbox.IsEmpty && !Finished && !Purged && (_tryStalled || !Saved.State.Stalled);

    private async Task LoopAsync()
    {
        while (true)
        {
            try
            {
                if (await TurnAsync() is not { } retry)
                {
                    return;
                }

                await _turns.WaitAsync(retry);
            }
            catch (Exception) when (Services.Stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Takes turns until there is nothing to do (null) or the last one has to be repeated after a while.</summary>
    private async Task<TurnRetry?> TurnAsync()
    {
        while (true)
        {
            await _gate.EnterAsync(Services.Stopping);
            try
            {
                lock (_sync)
                {
                    if (!MayTurn())
                    {
                        _looping = false;
                        return null;
                    }
                }

                if (await _turns.TakeAsync() is { } retry)
                {
                    return retry;
                }
            }
            catch (Exception e) when (!Services.Stopping.IsCancellationRequested)
            {
                Services.Log.LogError(e, "A turn of workflow '{InstanceId}' of app '{AppId}' failed.", Key.InstanceId, Key.AppId);
                return TurnRetry.AfterFailure;
            }
            finally
            {
                _gate.Leave();
            }
        }
    }
}
