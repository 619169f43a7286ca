using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Dapr.Workflow;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// Hands the items of a reserved order to the customer. Written in this order: the order's document, then the customer's entitlements. A
/// crash in between leaves a delivered order whose grant the retry completes.
/// </summary>
internal sealed partial class DeliverItems(
    OrderRecords orders, Settlement settlement, FulfilmentMetrics metrics, TimeProvider time, ILogger<DeliverItems> logger)
    : WorkflowActivity<OrderReference, DeliveryResult>
{
    public override async Task<DeliveryResult> RunAsync(WorkflowActivityContext context, OrderReference input)
    {
        if (await orders.ReadAsync(input.TrackingNumber, input.TenantId) is not { } order)
        {
            return Answer(input, status: null);
        }

        order = await orders.UpdateAsync(input.TrackingNumber, input.TenantId, current => Decide(current ?? order));
        order = await settlement.SettleAsync(order);
        return Answer(input, order.Status);
    }

    private FulfilmentOrder Decide(FulfilmentOrder order) =>
        order.Status is OrderStatus.Reserved ? order.Become(OrderStatus.Delivered, time.GetUtcNow()) : order;

    private DeliveryResult Answer(OrderReference input, OrderStatus? status)
    {
        var result = status switch
        {
            OrderStatus.Delivered => new DeliveryResult(Delivered: true),
            OrderStatus.Revoked => new DeliveryResult(Delivered: false, ReasonCodes.Revoked),
            _ => new DeliveryResult(Delivered: false, ReasonCodes.NotReserved),
        };
        if (!result.Delivered)
        {
            LogRefused(input.TrackingNumber, result.ReasonCode);
        }

        metrics.Answered(FulfilmentActivities.DeliverItems, status?.ToString() ?? "None", result.ReasonCode);
        return result;
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Delivery of {TrackingNumber} refused: {ReasonCode}.")]
    private partial void LogRefused(string trackingNumber, string? reasonCode);
}
