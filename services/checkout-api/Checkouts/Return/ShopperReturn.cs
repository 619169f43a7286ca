using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Return;

/// <summary>Tells the workflow that the shopper came back, and waits for what it makes of it.</summary>
internal sealed class ShopperReturn(CheckoutProgressReader reader, DaprWorkflowClient workflows, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Raises the event if the order still waits for this attempt. A return that is repeated, late or unknown changes nothing.
    /// </summary>
    /// <returns>The order as it stands afterwards; null when there is none.</returns>
    /// <exception cref="Grpc.Core.RpcException">Dapr did not take the event; the browser may simply reload.</exception>
    public async Task<CheckoutSnapshot?> ArriveAsync(string trackingNumber, int attempt, CancellationToken cancellationToken)
    {
        var before = await reader.ReadAsync(trackingNumber, cancellationToken);
        if (before is null || before.Progress.Challenge?.Attempt != attempt)
        {
            return before;
        }

        await workflows.RaiseEventAsync(trackingNumber, CheckoutEvents.ShopperReturn(attempt), cancellation: cancellationToken);
        return await WaitUntilPastAsync(before, cancellationToken);
    }

    private async Task<CheckoutSnapshot> WaitUntilPastAsync(CheckoutSnapshot before, CancellationToken cancellationToken)
    {
        var latest = before;
        var giveUpAt = time.GetUtcNow() + Patience;
        using var pulse = new PeriodicTimer(Pause, time);
        do
        {
            latest = await reader.ReadAsync(before.TrackingNumber, cancellationToken) ?? latest;
            if (latest.Progress.Version > before.Progress.Version && IsWorthShowing(latest.Progress.Phase))
            {
                break;
            }
        }
        while (time.GetUtcNow() < giveUpAt && await pulse.WaitForNextTickAsync(cancellationToken));

        return latest;
    }

    private static bool IsWorthShowing(CheckoutPhase phase) => phase is CheckoutPhase.AwaitingShopper
        or CheckoutPhase.Done or CheckoutPhase.Undoing or CheckoutPhase.Failed or CheckoutPhase.Stuck;
}
