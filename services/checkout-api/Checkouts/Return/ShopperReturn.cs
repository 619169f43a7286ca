using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Checkouts.Return;

/// <summary>Tells the workflow that the shopper came back, and waits for what it makes of it.</summary>
internal sealed class ShopperReturn(
    CheckoutProgressReader reader, ShopperArrivals arrivals, PaymentService payments, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceWithRepeated = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Raises the event if the order still waits for this attempt. A return that is repeated, late or unknown changes nothing; one that is
    /// repeated because the first was lost on its way to the workflow is delivered.
    /// </summary>
    /// <returns>The order as it stands afterwards; null when there is none.</returns>
    /// <exception cref="Grpc.Core.RpcException">Dapr did not take the event; the browser may simply reload.</exception>
    /// <exception cref="Dapr.DaprException">The store did not answer; the same.</exception>
    /// <exception cref="HttpRequestException">payment-activity did not take <paramref name="returned"/>; the same.</exception>
    public async Task<CheckoutSnapshot?> ArriveAsync(
        string trackingNumber, int attempt, PaymentReturn? returned, CancellationToken cancellationToken)
    {
        var before = await reader.ReadAsReportedAsync(trackingNumber, cancellationToken);
        if (before is null || before.Progress.Challenge?.Attempt != attempt)
        {
            // The PSP's own word may have overtaken the browser; what came of it is still worth waiting for.
            return before is null ? null : await WaitAsync(before, Patience, (_, latest) => HasSettled(latest), cancellationToken);
        }

        if (returned is not null)
        {
            await payments.RecordReturnAsync(before.TenantId, trackingNumber, returned, cancellationToken);
        }

        var isFirst = await arrivals.RecordAsync(before, cancellationToken);
        if (isFirst || !HasMoved(before, await WaitAsync(before, PatienceWithRepeated, HasMoved, cancellationToken)))
        {
            await arrivals.RaiseAsync(before, cancellationToken);
        }

        return await WaitAsync(before, Patience, IsWorthShowing, cancellationToken);
    }

    private async Task<CheckoutSnapshot> WaitAsync(
        CheckoutSnapshot before,
        TimeSpan patience,
        Func<CheckoutSnapshot, CheckoutSnapshot, bool> isEnough,
        CancellationToken cancellationToken)
    {
        var latest = before;
        var giveUpAt = time.GetUtcNow() + patience;
        using var pulse = new PeriodicTimer(Pause, time);
        do
        {
            latest = await reader.ReadAsReportedAsync(before.TrackingNumber, cancellationToken) ?? latest;
        }
        while (!isEnough(before, latest) && time.GetUtcNow() < giveUpAt && await pulse.WaitForNextTickAsync(cancellationToken));

        return latest;
    }

    private static bool HasMoved(CheckoutSnapshot before, CheckoutSnapshot latest) => latest.Progress.Version > before.Progress.Version;

    private static bool IsWorthShowing(CheckoutSnapshot before, CheckoutSnapshot latest) =>
        HasMoved(before, latest) && HasSettled(latest);

    private static bool HasSettled(CheckoutSnapshot latest) => latest.Progress.Phase is CheckoutPhase.AwaitingShopper
        or CheckoutPhase.Done or CheckoutPhase.Undoing or CheckoutPhase.Failed or CheckoutPhase.Stuck;
}
