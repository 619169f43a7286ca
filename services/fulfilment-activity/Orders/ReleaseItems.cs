using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Dapr.Workflow;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// Undoes a reservation, also one that has not come yet: the document is written first, so whoever reserves later finds it. A delivered
/// order is left alone: nothing is held for it any more, and its undo is <see cref="RevokeItems"/>.
/// </summary>
internal sealed class ReleaseItems(OrderRecords orders, Settlement settlement, FulfilmentMetrics metrics, TimeProvider time)
    : WorkflowActivity<OrderReference, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, OrderReference input)
    {
        var order = await orders.UpdateAsync(input.TrackingNumber, input.TenantId, current => Decide(current, input));
        order = await settlement.SettleAsync(order);
        metrics.Answered(FulfilmentActivities.ReleaseItems, order.Status.ToString(), reasonCode: null);
        return true;
    }

    private FulfilmentOrder Decide(FulfilmentOrder? order, OrderReference input) => order switch
    {
        null => FulfilmentOrder.Tombstone(input.TrackingNumber, input.TenantId, OrderStatus.Released, time.GetUtcNow()),
        { Status: OrderStatus.Reserving or OrderStatus.Reserved or OrderStatus.Expired } => order.Become(OrderStatus.Released, time.GetUtcNow()),
        _ => order,
    };
}
