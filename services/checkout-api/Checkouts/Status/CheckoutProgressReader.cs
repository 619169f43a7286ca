using Checkout.Api.Checkouts.Changes;
using Checkout.Api.Checkouts.Return;
using Checkout.Api.Checkouts.Workflow;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Status;

/// <summary>Reads where an order stands: from the state of its workflow, and when that is no more from its kept outcome.</summary>
internal sealed class CheckoutProgressReader(
    DaprWorkflowClient workflows, DaprClient dapr, ShopperArrivals arrivals, ApiMetrics metrics, ILogger<CheckoutProgressReader> log)
{
    /// <summary>
    /// The order, or null when nobody submitted one under that number. A challenge from which the shopper is back is over, also when the
    /// workflow has not said so yet.
    /// </summary>
    public async Task<CheckoutSnapshot?> ReadAsync(string trackingNumber, CancellationToken cancellationToken) =>
        await ReadAsReportedAsync(trackingNumber, cancellationToken) is { } reported
            ? await arrivals.SeenThroughAsync(reported, cancellationToken)
            : null;

    /// <summary>The order as its workflow has reported it.</summary>
    public async Task<CheckoutSnapshot?> ReadAsReportedAsync(string trackingNumber, CancellationToken cancellationToken)
    {
        if (!TrackingNumber.IsValid(trackingNumber))
        {
            return null;
        }

        var state = await workflows.GetWorkflowStateAsync(trackingNumber, getInputsAndOutputs: true, cancellationToken);
        if (state.Exists && state.ReadInputAs<CheckoutOrder>() is { } order)
        {
            var progress = ProgressTruth.Of(state.RuntimeStatus, state.ReadCustomStatusAs<CheckoutProgress>(), state.LastUpdatedAt);
            Note(trackingNumber, state.RuntimeStatus, progress);
            return new CheckoutSnapshot(trackingNumber, order.TenantId, progress) { Order = order };
        }

        var kept = await dapr.ReadAsync<KeptOutcome>(KeptOutcome.KeyOf(trackingNumber), cancellationToken);
        return kept is null ? null : new CheckoutSnapshot(trackingNumber, kept.TenantId, kept.Progress);
    }

    private void Note(string trackingNumber, WorkflowRuntimeStatus status, CheckoutProgress progress)
    {
        if (!ProgressTruth.IsIrregular(status))
        {
            return;
        }

        metrics.Irregular(status);
        log.LogWarning("The workflow of {TrackingNumber} is {Status}; it is shown as {Phase}.", trackingNumber, status, progress.Phase);
    }
}

/// <summary>An order and where it stands.</summary>
/// <param name="TrackingNumber">Its number.</param>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Progress">How far it is.</param>
internal sealed record CheckoutSnapshot(string TrackingNumber, string TenantId, CheckoutProgress Progress)
{
    /// <summary>What was ordered; null once the workflow is no more.</summary>
    public CheckoutOrder? Order { get; init; }
}
