namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>The system's clock without its timers: nothing is ever late, however busy the machine is.</summary>
internal sealed class NoTimers : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Still();

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // There is nothing to end.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
