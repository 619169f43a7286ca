using Checkout.Fulfilment.Stock;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// Holds what an order needs, all of it or nothing. Each step may run any number of times: the order's document says first what is about to
/// be taken, each stock knows what the order took, and the outcome is written last.
/// </summary>
internal sealed class Reservation(
    OrderRecords orders, StockRecords stock, ExpiredReservations expired, FulfilmentOptions options, TimeProvider time)
{
    /// <summary>Until when a reservation that is made now holds.</summary>
    public DateTimeOffset NewExpiry => time.GetUtcNow() + options.ReservationLifetime;

    /// <summary>Finishes a reservation that is being made, and makes one again that has expired; leaves any other order alone.</summary>
    /// <returns>The order as its document stands then; it is still to be settled.</returns>
    public async Task<FulfilmentOrder> HoldAsync(FulfilmentOrder order)
    {
        if (order.Status is OrderStatus.Expired)
        {
            order = await orders.UpdateAsync(
                order.TrackingNumber, order.TenantId, current => (current ?? order).HoldAgain(time.GetUtcNow(), NewExpiry));
        }

        if (order.Status is not OrderStatus.Reserving)
        {
            return order;
        }

        var missing = await stock.TakeAsync(order);
        if (missing.Count > 0 && await expired.ReclaimAsync(order, missing))
        {
            missing = await stock.TakeAsync(order);
        }

        return await orders.UpdateAsync(order.TrackingNumber, order.TenantId, current => Decide(current ?? order, order.Hold, missing));
    }

    private FulfilmentOrder Decide(FulfilmentOrder order, int hold, IReadOnlyCollection<string> missing)
    {
        if (order.Status is not OrderStatus.Reserving || order.Hold != hold)
        {
            return order; // an undo came meanwhile, or this has been decided
        }

        return missing.Count == 0
            ? order.Become(OrderStatus.Reserved, time.GetUtcNow())
            : order.Refuse(missing.ToDictionary(item => item, _ => ReasonCodes.OutOfStock, StringComparer.Ordinal), time.GetUtcNow());
    }
}
