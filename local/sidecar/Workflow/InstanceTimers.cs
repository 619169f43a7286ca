using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>The open timers of one instance. The actor calls it under its lock.</summary>
internal sealed class InstanceTimers(EngineServices services, Action<HistoryEvent> fired)
{
    private readonly Dictionary<HistoryEvent, ScheduledCall?> calls = new(ReferenceEqualityComparer.Instance);

    /// <summary>Makes what is scheduled match the timers that are open.</summary>
    internal void Adjust(IReadOnlyList<HistoryEvent> open)
    {
        foreach (var (timer, call) in calls.Where(known => !open.Any(timer => ReferenceEquals(timer, known.Key))).ToList())
        {
            calls.Remove(timer);
            Cancel(call);
        }

        foreach (var timer in open.Where(timer => !calls.ContainsKey(timer)))
        {
            calls[timer] = null; // known before it can fire
            calls[timer] = services.Timers.Schedule(DueOf(timer), () => fired(timer));
        }
    }

    /// <summary>Takes a timer as fired: its event is in the inbox already.</summary>
    internal void MarkFired(HistoryEvent timer) => calls[timer] = null;

    internal bool IsOpen(HistoryEvent timer) => calls.ContainsKey(timer);

    internal void CancelAll()
    {
        foreach (var call in calls.Values)
        {
            Cancel(call);
        }

        calls.Clear();
    }

    /// <summary>The event of a timer whose time has come.</summary>
    internal HistoryEvent Fire(HistoryEvent timer)
    {
        var e = HistoryEvents.New(services.Time);
        e.TimerFired = new TimerFiredEvent { FireAt = timer.TimerCreated.FireAt ?? new Timestamp(), TimerId = timer.EventId };
        return e;
    }

    private static DateTimeOffset DueOf(HistoryEvent timer) => timer.TimerCreated.FireAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch;

    private void Cancel(ScheduledCall? call)
    {
        if (call is not null)
        {
            services.Timers.Cancel(call);
        }
    }
}
