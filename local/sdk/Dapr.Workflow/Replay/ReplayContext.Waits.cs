using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Dapr.Workflow.Replay;

/// <summary>Timers and external events.</summary>
internal sealed partial class ReplayContext
{
    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => fireAt.Kind == DateTimeKind.Utc
        ? WaitForTimerAsync(
            new CreateTimerAction { FireAt = Timestamp.FromDateTime(fireAt), CreateTimer = new TimerOriginCreateTimer() },
            cancellationToken)
        : throw new ArgumentException("The time of a timer must be UTC.", nameof(fireAt));

    public override async Task<T> WaitForExternalEventAsync<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        var arrival = events.Wait(eventName);
        using var registration = cancellationToken.UnsafeRegister(
            (_, token) => arrival.TrySetCanceled(token), state: null);
        return Payload<T>(await arrival.Task);
    }

    public override async Task<T> WaitForExternalEventAsync<T>(string eventName, TimeSpan timeout)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        if (timeout == TimeSpan.Zero)
        {
            throw new TaskCanceledException($"The event '{eventName}' was not waited for: the time allowed is zero.");
        }

        var timer = tasks.Start(new WorkflowAction
        {
            CreateTimer = new CreateTimerAction
            {
                FireAt = timeout < TimeSpan.Zero ? OptionalTimer.FireAt : Timestamp.FromDateTime(now + timeout),
                ExternalEvent = new TimerOriginExternalEvent { Name = eventName },
            },
        });
        var arrival = events.Wait(eventName);
        if (await Task.WhenAny(arrival.Task, timer.Task) == arrival.Task)
        {
            timer.TrySetCanceled();
            return Payload<T>(await arrival.Task);
        }

        arrival.TrySetCanceled();
        throw new TaskCanceledException($"The event '{eventName}' did not come within {timeout}.");
    }

    // Only the wait can be cancelled: the sidecar knows no cancelled timers, so its event will come and find nobody.
    private async Task WaitForTimerAsync(CreateTimerAction timer, CancellationToken cancellationToken)
    {
        var fired = tasks.Start(new WorkflowAction { CreateTimer = timer });
        using var registration = cancellationToken.UnsafeRegister((_, token) => fired.TrySetCanceled(token), state: null);
        await fired.Task;
    }

    private T Payload<T>(HistoryEvent e) => serializer.Deserialize<T>(e.EventRaised.Input)!;
}
