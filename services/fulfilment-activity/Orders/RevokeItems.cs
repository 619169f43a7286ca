using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Dapr.Workflow;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// Undoes a delivery, also one that has not come yet: the document is written first, so whoever delivers later finds it. What came out of a
/// limited stock goes back into it.
/// </summary>
internal sealed partial class RevokeItems(
    OrderRecords orders, Settlement settlement, FulfilmentMetrics metrics, TimeProvider time, ILogger<RevokeItems> logger)
    : WorkflowActivity<OrderReference, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, OrderReference input)
    {
        var order = await orders.UpdateAsync(input.TrackingNumber, input.TenantId, current => Decide(current, input));
        order = await settlement.SettleAsync(order);
        LogRevoked(input.TrackingNumber, order.Status);
        metrics.Answered(FulfilmentActivities.RevokeItems, order.Status.ToString(), reasonCode: null);
        return true;
    }

    private FulfilmentOrder Decide(FulfilmentOrder? order, OrderReference input) => order switch
    {
        null => FulfilmentOrder.Tombstone(input.TrackingNumber, input.TenantId, OrderStatus.Revoked, time.GetUtcNow()),
        { Status: OrderStatus.Reserving or OrderStatus.Reserved or OrderStatus.Expired or OrderStatus.Delivered } =>
            order.Become(OrderStatus.Revoked, time.GetUtcNow()),
        _ => order,
    };

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "The customer holds nothing of {TrackingNumber} ({Status}).")]
    private partial void LogRevoked(string trackingNumber, OrderStatus status);
}
