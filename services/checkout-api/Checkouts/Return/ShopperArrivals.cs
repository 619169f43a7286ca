using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Dapr.Workflow;
using Grpc.Core;

namespace Checkout.Api.Checkouts.Return;

/// <summary>A shopper has come back from a challenge.</summary>
/// <param name="Version">Version of the order's progress that showed the challenge; the same challenge shown again has a later one.</param>
/// <param name="At">When, UTC.</param>
internal sealed record ShopperArrival(int Version, DateTimeOffset At)
{
    /// <summary>State key of an order's latest arrival.</summary>
    public static string KeyOf(string trackingNumber) => $"arrival-{trackingNumber}";
}

/// <summary>
/// Persists arrivals before their event is raised, since Dapr does not take an event while no worker is connected. From then on nobody is
/// shown the finished challenge, and the event is raised again until the workflow has moved.
/// </summary>
internal sealed class ShopperArrivals(
    DaprClient dapr, DaprWorkflowClient workflows, TimeProvider time, ILogger<ShopperArrivals> log)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    // A workflow takes an event within milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Notes that the shopper is back from the challenge that <paramref name="challenged"/> shows.</summary>
    /// <returns>False when that was noted before.</returns>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<bool> RecordAsync(CheckoutSnapshot challenged, CancellationToken cancellationToken)
    {
        var mine = new ShopperArrival(challenged.Progress.Version, time.GetUtcNow());
        var arrival = await dapr.UpdateAsync<ShopperArrival>(
            ShopperArrival.KeyOf(challenged.TrackingNumber),
            current => current?.Version >= mine.Version ? current : mine,
            Memory,
            cancellationToken);
        return ReferenceEquals(arrival, mine);
    }

    /// <summary>Tells the workflow.</summary>
    /// <exception cref="RpcException">Dapr did not take the event.</exception>
    public Task RaiseAsync(CheckoutSnapshot challenged, CancellationToken cancellationToken) => workflows.RaiseEventAsync(
        challenged.TrackingNumber, CheckoutEvents.ShopperReturn(challenged.Progress.Challenge!.Attempt), cancellation: cancellationToken);

    /// <summary>
    /// The order as it is once the workflow has heard of the arrival: what it reports next. Without an arrival, as it was read.
    /// </summary>
    public async Task<CheckoutSnapshot> SeenThroughAsync(CheckoutSnapshot read, CancellationToken cancellationToken)
    {
        if (read.Progress.Challenge is null
            || await dapr.ReadAsync<ShopperArrival>(ShopperArrival.KeyOf(read.TrackingNumber), cancellationToken) is not { } arrival
            || arrival.Version < read.Progress.Version)
        {
            return read;
        }

        if (time.GetUtcNow() - arrival.At > Patience)
        {
            await RaiseAgainAsync(read, cancellationToken);
        }

        return read with
        {
            Progress = new CheckoutProgress(read.Progress.Version + 1, CheckoutPhase.AwaitingPsp, arrival.At),
        };
    }

    private async Task RaiseAgainAsync(CheckoutSnapshot read, CancellationToken cancellationToken)
    {
        try
        {
            await RaiseAsync(read, cancellationToken);
        }
        catch (RpcException e)
        {
            log.LogWarning(e, "The shopper's return to {TrackingNumber} waits to be delivered.", read.TrackingNumber);
        }
    }
}
