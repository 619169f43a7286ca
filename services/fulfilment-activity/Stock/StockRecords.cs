using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment.Orders;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Fulfilment.Stock;

/// <summary>The limited stocks in the state store. An item without a document is unlimited, as digital goods are.</summary>
internal sealed class StockRecords(DaprClient dapr, TimeProvider time)
{
    public Task<StockLevel?> ReadAsync(string tenantId, string itemIdentifier, CancellationToken cancellationToken) =>
        dapr.ReadAsync<StockLevel>(Key(tenantId, itemIdentifier), cancellationToken);

    /// <summary>Sets how many can still be taken. What orders hold stays theirs.</summary>
    public Task<StockLevel> SetAsync(string tenantId, string itemIdentifier, int available, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<StockLevel>(
            Key(tenantId, itemIdentifier),
            current => current is null ? StockLevel.Of(available) : current with { Available = available },
            cancellationToken);

    /// <summary>What of an order's lines comes out of a limited stock.</summary>
    /// <returns>Quantity by item; several lines of one item are one taking.</returns>
    public async Task<IReadOnlyDictionary<string, int>> FindStockedAsync(string tenantId, IReadOnlyList<OrderLine> lines)
    {
        var quantities = lines.GroupBy(line => line.ItemIdentifier, line => line.Quantity, StringComparer.Ordinal).ToList();
        var levels = await Task.WhenAll(quantities.Select(item => ReadAsync(tenantId, item.Key, CancellationToken.None)));
        return quantities
            .Zip(levels)
            .Where(pair => pair.Second is not null)
            .ToDictionary(pair => pair.First.Key, pair => pair.First.Sum(), StringComparer.Ordinal);
    }

    /// <summary>Takes what an order needs, each item once however often this runs.</summary>
    /// <returns>The items of which there is too little; if there is one, the others are to be given back.</returns>
    public async Task<IReadOnlyCollection<string>> TakeAsync(FulfilmentOrder order)
    {
        var missing = new List<string>();
        foreach (var (item, quantity) in order.Stocked)
        {
            var taking = new Taking(quantity, time.GetUtcNow(), order.ExpiresAt, order.Hold);
            var level = await ChangeAsync(order, item, current => current.Take(order.TrackingNumber, taking));
            if (!level.IsTakenBy(order.TrackingNumber, order.Hold))
            {
                missing.Add(item);
            }
        }

        return missing;
    }

    /// <summary>What an order took is delivered.</summary>
    public async Task FinishAsync(FulfilmentOrder order)
    {
        foreach (var item in order.Stocked.Keys)
        {
            await ChangeAsync(order, item, current => current.Finish(order.TrackingNumber));
        }
    }

    /// <summary>Gives back everything that an order took, each item once however often this runs.</summary>
    public async Task GiveBackAsync(FulfilmentOrder order)
    {
        foreach (var item in order.Stocked.Keys)
        {
            await ChangeAsync(order, item, current => current.GiveBack(order.TrackingNumber, order.Hold));
        }
    }

    private Task<StockLevel> ChangeAsync(FulfilmentOrder order, string item, Func<StockLevel, StockLevel> change) =>
        dapr.UpdateAsync<StockLevel>(
            Key(order.TenantId, item), current => change(current ?? StockLevel.Of(available: 0)), CancellationToken.None);

    private static string Key(string tenantId, string itemIdentifier)
    {
        Identifier.Require(tenantId, itemIdentifier);
        return $"stock-{tenantId}:{itemIdentifier}";
    }
}
