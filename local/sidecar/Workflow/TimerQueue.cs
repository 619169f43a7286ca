namespace Checkout.Local.Sidecar.Workflow;

/// <summary>One clock for all waiting instances. What is cancelled leaves the queue at once, so memory follows what is open.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>Later than this nothing is scheduled: the year 9999 of an endless wait never comes.</summary>
    private static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(30);

    private readonly SortedSet<ScheduledCall> calls = new(
        Comparer<ScheduledCall>.Create((a, b) => (a.Due, a.Number).CompareTo((b.Due, b.Number))));
    private readonly Lock sync = new();
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private long number;

    internal TimerQueue(TimeProvider time)
    {
        this.time = time;
        timer = time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Has <paramref name="call"/> made at <paramref name="due"/>, at once when that has passed.</summary>
    internal ScheduledCall? Schedule(DateTimeOffset due, Action call)
    {
        if (due >= Never)
        {
            return null;
        }

        var scheduled = new ScheduledCall(due, Interlocked.Increment(ref number), call);
        lock (sync)
        {
            calls.Add(scheduled);
            if (calls.Min == scheduled)
            {
                Sleep();
            }
        }

        return scheduled;
    }

    internal void Cancel(ScheduledCall call)
    {
        lock (sync)
        {
            calls.Remove(call);
        }
    }

    /// <inheritdoc />
    public void Dispose() => timer.Dispose();

    private void RunDue()
    {
        List<Action> due = [];
        lock (sync)
        {
            var now = time.GetUtcNow();
            while (calls.Min is { } first && first.Due <= now)
            {
                calls.Remove(first);
                due.Add(first.Call);
            }

            Sleep();
        }

        foreach (var call in due)
        {
            call();
        }
    }

    private void Sleep()
    {
        if (calls.Min is { } first)
        {
            // Timers count whole milliseconds: rounding up keeps them from waking just before the time.
            var wait = Math.Ceiling((first.Due - time.GetUtcNow()).TotalMilliseconds);
            timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 0, LongestSleep.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }
}

/// <summary>A call to be made later.</summary>
/// <param name="Due">When.</param>
/// <param name="Number">Order among calls due at the same time.</param>
/// <param name="Call">What to do; must not block.</param>
internal sealed record ScheduledCall(DateTimeOffset Due, long Number, Action Call);
