using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Dapr.Workflow;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// Hands the items of a reserved order to the customer, all or none: no customer ever holds a part of an order. A reservation that has
/// expired is made again first, if that can be. Written in this order: the order's document, then stock and the customer's entitlements. A
/// crash in between leaves a delivered order whose grant the retry completes.
/// </summary>
internal sealed partial class DeliverItems(
    OrderRecords orders, Reservation reservation, Settlement settlement, FulfilmentMetrics metrics, TimeProvider time, ILogger<DeliverItems> logger)
    : WorkflowActivity<OrderReference, DeliveryResult>
{
    public override async Task<DeliveryResult> RunAsync(WorkflowActivityContext context, OrderReference input)
    {
        if (await orders.ReadAsync(input.TrackingNumber, input.TenantId) is not { } order)
        {
            return Answer(input, order: null);
        }

        order = await reservation.HoldAsync(order);
        order = await orders.UpdateAsync(input.TrackingNumber, input.TenantId, current => Decide(current ?? order));
        order = await settlement.SettleAsync(order);
        return Answer(input, order);
    }

    private FulfilmentOrder Decide(FulfilmentOrder order) =>
        order.Status is OrderStatus.Reserved ? order.Become(OrderStatus.Delivered, time.GetUtcNow()) : order;

    private DeliveryResult Answer(OrderReference input, FulfilmentOrder? order)
    {
        var result = order switch
        {
            { Status: OrderStatus.Delivered } => new DeliveryResult(Delivered: true),
            { Status: OrderStatus.Revoked } => new DeliveryResult(Delivered: false, ReasonCodes.Revoked),
            { Status: OrderStatus.Refused, Hold: > 1 } => new DeliveryResult(Delivered: false, order.ReasonCode), // it was held once
            _ => new DeliveryResult(Delivered: false, ReasonCodes.NotReserved),
        };
        if (!result.Delivered)
        {
            LogRefused(input.TrackingNumber, result.ReasonCode);
        }

        metrics.Answered(FulfilmentActivities.DeliverItems, order?.Status.ToString() ?? "None", result.ReasonCode);
        return result;
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Delivery of {TrackingNumber} refused: {ReasonCode}.")]
    private partial void LogRefused(string trackingNumber, string? reasonCode);
}
