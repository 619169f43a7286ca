using Checkout.Contracts.Fulfilment;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// The document that decides about an order. Stock and entitlements follow it, never the other way round, so that whatever happened in
/// between, running an activity again makes them agree (see <see cref="Settlement"/>).
/// </summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="CustomerUrn">Who receives the items; null when the order was undone before it was reserved.</param>
/// <param name="Lines">What was ordered.</param>
/// <param name="Stocked">Quantity by item of what comes out of a limited stock; other items are unlimited.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ReasonCode">Why it was refused.</param>
/// <param name="CreatedAt">When fulfilment first heard of it, UTC.</param>
/// <param name="ChangedAt">When the status last changed, UTC.</param>
internal sealed record FulfilmentOrder(
    string TrackingNumber,
    string TenantId,
    string? CustomerUrn,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyDictionary<string, int> Stocked,
    OrderStatus Status,
    string? ReasonCode,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt)
{
    private static readonly Dictionary<string, int> NoStock = new(StringComparer.Ordinal);

    /// <summary>A new order. Without limited stock there is nothing to take, and it is reserved by being written.</summary>
    public static FulfilmentOrder Reserve(ReserveItemsRequest request, IReadOnlyDictionary<string, int> stocked, DateTimeOffset now) => new(
        request.TrackingNumber,
        request.TenantId,
        request.CustomerUrn,
        request.Lines,
        stocked,
        stocked.Count == 0 ? OrderStatus.Reserved : OrderStatus.Reserving,
        ReasonCode: null,
        now,
        now);

    /// <summary>An undo that came before its reservation. It stays, so that the reservation, when it comes late, holds nothing.</summary>
    public static FulfilmentOrder Tombstone(string trackingNumber, string tenantId, OrderStatus status, DateTimeOffset now) =>
        new(trackingNumber, tenantId, CustomerUrn: null, [], NoStock, status, ReasonCode: null, now, now);

    /// <summary>The order in another status.</summary>
    public FulfilmentOrder Become(OrderStatus status, DateTimeOffset now, string? reasonCode = null) =>
        this with { Status = status, ReasonCode = reasonCode, ChangedAt = now };
}
