using Checkout.Api.Checkouts.Workflow;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Status;

/// <summary>Reads where an order stands from the state of its workflow.</summary>
internal sealed class CheckoutProgressReader(DaprWorkflowClient workflows, ILogger<CheckoutProgressReader> log)
{
    /// <summary>The order, or null when no workflow bears that number.</summary>
    public async Task<CheckoutSnapshot?> ReadAsync(string trackingNumber, CancellationToken cancellationToken)
    {
        if (!TrackingNumber.IsValid(trackingNumber))
        {
            return null;
        }

        var state = await workflows.GetWorkflowStateAsync(trackingNumber, getInputsAndOutputs: true, cancellationToken);
        if (!state.Exists || state.ReadInputAs<CheckoutOrder>() is not { } order)
        {
            return null;
        }

        var progress = state.ReadCustomStatusAs<CheckoutProgress>()
            ?? new CheckoutProgress(Version: 0, CheckoutPhase.Authorizing, state.CreatedAt);
        return new CheckoutSnapshot(trackingNumber, order, Honest(state, trackingNumber, progress));
    }

    // An operator's terminate, or a bug, ends a workflow without its last words.
    private CheckoutProgress Honest(WorkflowState state, string trackingNumber, CheckoutProgress progress)
    {
        if (state.RuntimeStatus is not (WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated or WorkflowRuntimeStatus.Canceled))
        {
            return progress;
        }

        log.LogError(
            "The workflow of {TrackingNumber} ended as {Status} in phase {Phase}.", trackingNumber, state.RuntimeStatus, progress.Phase);
        return progress with
        {
            Phase = CheckoutPhase.Stuck,
            Challenge = null,
            ReasonCode = "ORDER_STOPPED",
            Reason = "The order was stopped before its end and is being looked at.",
        };
    }
}

/// <summary>An order and where it stands.</summary>
/// <param name="TrackingNumber">Its number.</param>
/// <param name="Order">What was submitted.</param>
/// <param name="Progress">How far it is.</param>
internal sealed record CheckoutSnapshot(string TrackingNumber, CheckoutOrder Order, CheckoutProgress Progress);
