using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Fulfilment.Orders;

/// <summary>The orders in the state store. Every change is made on the newest document, or made again (ETags).</summary>
internal sealed class OrderRecords(DaprClient dapr)
{
    /// <summary>The order, for an activity.</summary>
    /// <exception cref="InvalidOperationException">The order is another tenant's.</exception>
    public async Task<FulfilmentOrder?> ReadAsync(string trackingNumber, string tenantId)
    {
        Identifier.Require(trackingNumber, tenantId);
        return Guarded(await dapr.ReadAsync<FulfilmentOrder>(Key(trackingNumber), CancellationToken.None), tenantId);
    }

    /// <summary>The same for somebody who asks: another tenant's order is not there.</summary>
    public async Task<FulfilmentOrder?> FindAsync(string trackingNumber, string tenantId)
    {
        Identifier.Require(trackingNumber, tenantId);
        var order = await dapr.ReadAsync<FulfilmentOrder>(Key(trackingNumber), CancellationToken.None);
        return string.Equals(order?.TenantId, tenantId, StringComparison.Ordinal) ? order : null;
    }

    /// <summary>Makes a change, which may have to run several times; when it gives back the same instance, nothing is written.</summary>
    /// <exception cref="InvalidOperationException">The order is another tenant's.</exception>
    public Task<FulfilmentOrder> UpdateAsync(string trackingNumber, string tenantId, Func<FulfilmentOrder?, FulfilmentOrder> change)
    {
        Identifier.Require(trackingNumber, tenantId);
        return dapr.UpdateAsync<FulfilmentOrder>(
            Key(trackingNumber), current => change(Guarded(current, tenantId)), CancellationToken.None);
    }

    private static string Key(string trackingNumber) => $"fulfilment-{trackingNumber}";

    private static FulfilmentOrder? Guarded(FulfilmentOrder? order, string tenantId) =>
        order is null || string.Equals(order.TenantId, tenantId, StringComparison.Ordinal)
            ? order
            : throw new InvalidOperationException("The order belongs to another tenant.");
}
