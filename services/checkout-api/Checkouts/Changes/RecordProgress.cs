using Checkout.Api.Checkouts.Workflow;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Changes;

/// <summary>
/// Activity of checkout-api's own: writes down that an order has come to rest in another status, and how it ended. Repeating it repeats
/// the change in the log, which does no harm.
/// </summary>
internal sealed class RecordProgress(ChangeLog changes) : WorkflowActivity<ProgressNote, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, ProgressNote input)
    {
        var outcome = input.Progress.Phase.IsFinal() ? new KeptOutcome(input.TenantId, input.Progress) : null;
        await changes.AppendAsync(input.TenantId, input.TrackingNumber, outcome);
        return true;
    }
}
