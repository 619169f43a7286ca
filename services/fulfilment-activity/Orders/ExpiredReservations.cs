using Checkout.Fulfilment.Stock;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// Takes stock back from orders that never came back for it. Nobody waits for that with a clock: it is done when somebody else wants the
/// stock or looks at it.
/// </summary>
internal sealed class ExpiredReservations(OrderRecords orders, StockRecords stock, Settlement settlement, TimeProvider time)
{
    /// <summary>Looks for what others hold too long of the items that an order misses.</summary>
    /// <returns>Whether anything was found.</returns>
    public async Task<bool> ReclaimAsync(FulfilmentOrder order, IEnumerable<string> items)
    {
        var found = false;
        foreach (var item in items)
        {
            found |= await ReclaimAsync(order.TenantId, item);
        }

        return found;
    }

    /// <summary>Ends the reservations of an item whose time is over.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> ReclaimAsync(string tenantId, string item)
    {
        var level = await stock.ReadAsync(tenantId, item, CancellationToken.None);
        var overdue = level?.OverdueAt(time.GetUtcNow()).ToList() ?? [];
        foreach (var trackingNumber in overdue)
        {
            // The order decides: should it have been delivered, settling it says so to the stock.
            if (await orders.ReadAsync(trackingNumber, tenantId) is { } order)
            {
                await settlement.SettleAsync(
                    await orders.UpdateAsync(trackingNumber, tenantId, current => (current ?? order).Expire(time.GetUtcNow())));
            }
        }

        return overdue.Count > 0;
    }
}
