using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>What an order asks of fulfilment-activity.</summary>
internal sealed class FulfilmentSteps(WorkflowContext context, CheckoutOrder order, UndoStack undo)
{
    private readonly OrderReference reference = new(context.InstanceId, order.TenantId);

    /// <summary>Holds the items.</summary>
    public async Task ReserveAsync()
    {
        PushUndo(FulfilmentActivities.ReleaseItems);
        var reservation = await context.CallActivityAsync<ReservationResult>(
            FulfilmentActivities.ReserveItems,
            new ReserveItemsRequest(context.InstanceId, order.TenantId, order.CustomerUrn, order.Lines),
            StepOptions.Step(AppIds.Fulfilment));
        if (!reservation.Reserved)
        {
            throw new CheckoutFailedException(new CheckoutFailure(reservation.ReasonCode ?? "NOT_RESERVED"));
        }
    }

    /// <summary>Hands the items to the customer.</summary>
    public async Task DeliverAsync()
    {
        PushUndo(FulfilmentActivities.RevokeItems);
        var delivery = await context.CallActivityAsync<DeliveryResult>(
            FulfilmentActivities.DeliverItems, reference, StepOptions.Step(AppIds.Fulfilment));
        if (!delivery.Delivered)
        {
            throw new CheckoutFailedException(new CheckoutFailure(delivery.ReasonCode ?? "NOT_DELIVERED"));
        }
    }

    private void PushUndo(string activity) => undo.Push(
        activity, UndoSchedule.OfFulfilment, () => context.CallActivityAsync<bool>(activity, reference, StepOptions.Undo(AppIds.Fulfilment)));
}
