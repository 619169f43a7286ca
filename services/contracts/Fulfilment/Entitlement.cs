namespace Checkout.Contracts.Fulfilment;

/// <summary>Something that a customer holds.</summary>
/// <param name="TrackingNumber">The order that brought it.</param>
/// <param name="ItemIdentifier">The item.</param>
/// <param name="Quantity">How many.</param>
/// <param name="ParentItemIdentifier">For an add-on, the bundle line it belongs to.</param>
/// <param name="GrantedAt">When it was delivered, UTC.</param>
public sealed record Entitlement(
    string TrackingNumber, string ItemIdentifier, int Quantity, string? ParentItemIdentifier, DateTimeOffset GrantedAt);
