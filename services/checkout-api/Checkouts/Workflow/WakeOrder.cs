using Checkout.Contracts.Checkouts;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// Activity that other apps call when an order's PSP has news. The event carries none of them: the order asks the PSP itself.
/// </summary>
internal sealed class WakeOrder(DaprWorkflowClient workflows) : WorkflowActivity<string, OrderAttention>
{
    public override async Task<OrderAttention> RunAsync(WorkflowActivityContext context, string input)
    {
        var state = await workflows.GetWorkflowStateAsync(input, getInputsAndOutputs: false);
        if (!state.Exists)
        {
            return OrderAttention.Missing;
        }

        if (state.IsWorkflowCompleted)
        {
            return OrderAttention.Ended;
        }

        await workflows.RaiseEventAsync(input, CheckoutEvents.PspUpdate);
        return OrderAttention.Told;
    }
}
