using Checkout.Fulfilment.Entitlements;
using Checkout.Fulfilment.Stock;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// Makes stock and entitlements agree with what the order's document has decided. Each step may run any number of times. Every activity
/// settles before it answers, also when it had nothing left to decide: the one before it may have crashed between two documents.
/// </summary>
internal sealed class Settlement(OrderRecords orders, StockRecords stock, EntitlementRecords entitlements)
{
    /// <summary>Settles an order.</summary>
    /// <param name="order">The order as its document stands.</param>
    /// <returns>The order; revoked if that happened while it was being delivered.</returns>
    public async Task<FulfilmentOrder> SettleAsync(FulfilmentOrder order)
    {
        if (order.Status is OrderStatus.Delivered)
        {
            await stock.FinishAsync(order);
            await entitlements.GrantAsync(order);

            // A revocation may have come between the decision and the grant and found nothing to take away: look again, and do it here.
            order = await orders.ReadAsync(order.TrackingNumber, order.TenantId) ?? order;
        }

        if (order.Status is OrderStatus.Revoked)
        {
            await entitlements.RevokeAsync(order);
        }

        if (order.Status is OrderStatus.Refused or OrderStatus.Released or OrderStatus.Revoked or OrderStatus.Expired)
        {
            await stock.GiveBackAsync(order);
        }

        return order;
    }
}
