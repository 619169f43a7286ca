using Checkout.Contracts;
using Checkout.Fulfilment.Orders;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Fulfilment.Entitlements;

/// <summary>The customers' entitlements in the state store, one document per customer.</summary>
internal sealed class EntitlementRecords(DaprClient dapr)
{
    public async Task<CustomerEntitlements> ReadAsync(string tenantId, string customerUrn, CancellationToken cancellationToken) =>
        await dapr.ReadAsync<CustomerEntitlements>(Key(tenantId, customerUrn), cancellationToken) ?? CustomerEntitlements.Nothing;

    /// <summary>The customer holds the order's items, once however often this runs.</summary>
    public Task GrantAsync(FulfilmentOrder order) => ChangeAsync(order, held => held.With(order));

    /// <summary>The customer holds nothing of the order.</summary>
    public Task RevokeAsync(FulfilmentOrder order) => ChangeAsync(order, held => held.Without(order));

    private async Task ChangeAsync(FulfilmentOrder order, Func<CustomerEntitlements, CustomerEntitlements> change)
    {
        // Without a customer the order was undone before it was reserved, and nobody could have been given anything.
        if (order.CustomerUrn is { } customer)
        {
            await dapr.UpdateAsync<CustomerEntitlements>(
                Key(order.TenantId, customer), held => change(held ?? CustomerEntitlements.Nothing), CancellationToken.None);
        }
    }

    private static string Key(string tenantId, string customerUrn)
    {
        Identifier.Require(tenantId, customerUrn);
        return $"entitlements-{tenantId}:{customerUrn}";
    }
}
