using Checkout.Api.Checkouts.Workflow;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Status;

/// <summary>
/// What can honestly be said of an order when its workflow cannot speak for itself: an operator may stop or hold it, and a bug may end it
/// without its last words.
/// </summary>
internal static class ProgressTruth
{
    /// <summary>Whether the workflow neither runs nor has completed.</summary>
    public static bool IsIrregular(WorkflowRuntimeStatus status) => status is WorkflowRuntimeStatus.Failed
        or WorkflowRuntimeStatus.Terminated or WorkflowRuntimeStatus.Canceled
        or WorkflowRuntimeStatus.Suspended or WorkflowRuntimeStatus.Stalled or WorkflowRuntimeStatus.Unknown;

    /// <summary>The progress to show.</summary>
    /// <param name="status">Of the workflow.</param>
    /// <param name="reported">Its last report. Dapr takes it away while a workflow is held; then the version is 0: unknown.</param>
    /// <param name="updatedAt">When the workflow's history last grew.</param>
    public static CheckoutProgress Of(WorkflowRuntimeStatus status, CheckoutProgress? reported, DateTimeOffset updatedAt)
    {
        var progress = reported ?? new CheckoutProgress(Version: 0, CheckoutPhase.Authorizing, updatedAt);
        if (progress.Phase.IsFinal())
        {
            // Decided and reported; what ended the workflow afterwards changes nothing.
            return progress;
        }

        return status switch
        {
            WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated or WorkflowRuntimeStatus.Canceled => progress with
            {
                // No report can follow, so the next version is free.
                Version = progress.Version + 1,
                Phase = CheckoutPhase.Stuck,
                ChangedAt = updatedAt,
                Challenge = null,
                ReasonCode = "ORDER_STOPPED",
                Reason = "The order was stopped before its end and is being looked at; it may have been charged.",
            },
            WorkflowRuntimeStatus.Suspended => progress with
            {
                ReasonCode = "ORDER_HELD", Reason = "An operator holds the order; it goes on later.",
            },
            WorkflowRuntimeStatus.Stalled => progress with
            {
                ReasonCode = "ORDER_STALLED", Reason = "The order waits for a newer version of this service; it goes on by itself.",
            },
            _ => progress,
        };
    }
}
