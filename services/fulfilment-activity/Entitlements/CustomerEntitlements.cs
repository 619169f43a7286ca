using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment.Orders;

namespace Checkout.Fulfilment.Entitlements;

/// <summary>All that a customer holds, oldest first.</summary>
/// <param name="Entitlements">By order and item.</param>
internal sealed record CustomerEntitlements(IReadOnlyList<Entitlement> Entitlements)
{
    /// <summary>Of a customer who holds nothing.</summary>
    public static CustomerEntitlements Nothing { get; } = new([]);

    /// <summary>Adds the lines of an order.</summary>
    /// <returns>What the customer holds then; the same instance when the order is there already.</returns>
    public CustomerEntitlements With(FulfilmentOrder order) => Holds(order)
        ? this
        : new([
            .. Entitlements,
            .. order.Items.Select(item => new Entitlement(
                order.TrackingNumber, item.ItemIdentifier, item.Quantity, item.ParentItemIdentifier, order.ChangedAt)),
        ]);

    /// <summary>Takes the lines of an order away.</summary>
    /// <returns>What the customer holds then; the same instance when the order is not there.</returns>
    public CustomerEntitlements Without(FulfilmentOrder order) =>
        Holds(order) ? new([.. Entitlements.Where(entitlement => !IsOf(entitlement, order))]) : this;

    private bool Holds(FulfilmentOrder order) => Entitlements.Any(entitlement => IsOf(entitlement, order));

    private static bool IsOf(Entitlement entitlement, FulfilmentOrder order) =>
        string.Equals(entitlement.TrackingNumber, order.TrackingNumber, StringComparison.Ordinal);
}
