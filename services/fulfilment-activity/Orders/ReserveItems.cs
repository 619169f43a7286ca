using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment.Stock;
using Dapr.Workflow;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// Holds the items of an order for a time. Written in this order: the order's document with what it is about to take, then each stock, then
/// the outcome. A crash in between leaves an order that knows what it may have taken; the retry finds its own takings and takes nothing twice.
/// </summary>
internal sealed class ReserveItems(
    OrderRecords orders, StockRecords stock, Reservation reservation, Settlement settlement, FulfilmentMetrics metrics, TimeProvider time)
    : WorkflowActivity<ReserveItemsRequest, ReservationResult>
{
    public override async Task<ReservationResult> RunAsync(WorkflowActivityContext context, ReserveItemsRequest input)
    {
        Require(input);
        var stocked = await stock.FindStockedAsync(input.TenantId, input.Lines);
        var order = await orders.UpdateAsync(
            input.TrackingNumber,
            input.TenantId,
            current => current ?? FulfilmentOrder.Reserve(input, stocked, time.GetUtcNow(), reservation.NewExpiry));

        // An undo that came meanwhile has the last word; settling then gives back what was just taken.
        order = await settlement.SettleAsync(await reservation.HoldAsync(order));
        var result = Answer(order);
        metrics.Answered(FulfilmentActivities.ReserveItems, order.Status.ToString(), result.ReasonCode);
        return result;
    }

    private static ReservationResult Answer(FulfilmentOrder order) => order.Status switch
    {
        OrderStatus.Reserved or OrderStatus.Delivered => new ReservationResult(Reserved: true),
        OrderStatus.Revoked => new ReservationResult(Reserved: false, ReasonCodes.Revoked),
        OrderStatus.Released => new ReservationResult(Reserved: false, ReasonCodes.Released),
        _ => new ReservationResult(Reserved: false, order.ReasonCode ?? ReasonCodes.NotReserved),
    };

    private static void Require(ReserveItemsRequest input)
    {
        Identifier.Require(
        [
            input.TrackingNumber, input.TenantId, input.CustomerUrn,
            .. input.Lines.Select(line => line.ItemIdentifier), .. input.Lines.Select(line => line.ParentItemIdentifier ?? line.ItemIdentifier),
        ]);
        if (input.Lines.Count == 0 || input.Lines.Any(line => line.Quantity < 1))
        {
            throw new ArgumentException("An order has at least one line, and a line at least one item.", nameof(input));
        }
    }
}
