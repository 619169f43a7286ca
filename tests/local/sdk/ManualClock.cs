using System.Threading.Channels;

namespace Checkout.Local.Tests.Sdk;

/// <summary>A clock whose timers fire when the test says so; it tells which delays were asked for.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Channel<PendingTimer> timers = Channel.CreateUnbounded<PendingTimer>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new PendingTimer(dueTime, period, () => callback(state));
        timers.Writer.TryWrite(timer);
        return timer;
    }

    /// <summary>Waits for the next timer that fires once, fires it, and tells how long it was to take.</summary>
    public async Task<TimeSpan> FireNextDelayAsync()
    {
        while (true)
        {
            var timer = await timers.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (timer.Period == Timeout.InfiniteTimeSpan)
            {
                timer.Fire();
                return timer.DueTime;
            }
        }
    }

    /// <summary>Waits for the next timer that repeats.</summary>
    public async Task<PendingTimer> NextPeriodicAsync()
    {
        while (true)
        {
            var timer = await timers.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (timer.Period != Timeout.InfiniteTimeSpan)
            {
                return timer;
            }
        }
    }

    internal sealed class PendingTimer(TimeSpan dueTime, TimeSpan period, Action fire) : ITimer
    {
        public TimeSpan DueTime => dueTime;

        public TimeSpan Period => period;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
