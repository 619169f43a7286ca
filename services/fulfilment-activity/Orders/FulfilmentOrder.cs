using Checkout.Contracts.Fulfilment;

namespace Checkout.Fulfilment.Orders;

/// <summary>
/// The document that decides about an order. Stock and entitlements follow it, never the other way round, so that whatever happened in
/// between, running an activity again makes them agree (see <see cref="Settlement"/>).
/// </summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="CustomerUrn">Who receives the items; null when the order was undone before it was reserved.</param>
/// <param name="Items">What was ordered.</param>
/// <param name="Stocked">Quantity by item of what comes out of a limited stock; other items are unlimited.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ReasonCode">Why it was refused.</param>
/// <param name="CreatedAt">When fulfilment first heard of it, UTC.</param>
/// <param name="ChangedAt">When the status last changed, UTC.</param>
/// <param name="ExpiresAt">Until when the items are held, UTC; from then on others may have them.</param>
/// <param name="Hold">Number of the reservation: 1, and one more each time an expired one is made again.</param>
internal sealed record FulfilmentOrder(
    string TrackingNumber,
    string TenantId,
    string? CustomerUrn,
    IReadOnlyList<OrderItem> Items,
    IReadOnlyDictionary<string, int> Stocked,
    OrderStatus Status,
    string? ReasonCode,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset ExpiresAt,
    int Hold = 1)
{
    private static readonly Dictionary<string, int> NoStock = new(StringComparer.Ordinal);

    /// <summary>A new order. Without limited stock there is nothing to take, and it is reserved by being written.</summary>
    public static FulfilmentOrder Reserve(
        ReserveItemsRequest request, IReadOnlyDictionary<string, int> stocked, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        var status = stocked.Count == 0 ? OrderStatus.Reserved : OrderStatus.Reserving;
        var order = new FulfilmentOrder(
            request.TrackingNumber,
            request.TenantId,
            request.CustomerUrn,
            [.. request.Lines.Select(line => OrderItem.Of(line, status))],
            stocked,
            status,
            ReasonCode: null,
            now,
            now,
            expiresAt);
        var orphans = request.Lines.WithoutParent().ToDictionary(item => item, _ => ReasonCodes.ParentMissing, StringComparer.Ordinal);
        return orphans.Count == 0 ? order : order.Refuse(orphans, now);
    }

    /// <summary>An undo that came before its reservation. It stays, so that the reservation, when it comes late, holds nothing.</summary>
    public static FulfilmentOrder Tombstone(string trackingNumber, string tenantId, OrderStatus status, DateTimeOffset now) =>
        new(trackingNumber, tenantId, CustomerUrn: null, [], NoStock, status, ReasonCode: null, now, now, ExpiresAt: now);

    /// <summary>The order, and each of its items, in another status.</summary>
    public FulfilmentOrder Become(OrderStatus status, DateTimeOffset now) => this with
    {
        Status = status, ReasonCode = null, ChangedAt = now, Items = [.. Items.Select(item => item with { Status = status, ReasonCode = null })],
    };

    /// <summary>The order refused as a whole because some of its items cannot be had.</summary>
    /// <param name="reasons">Why, by item; at least one.</param>
    /// <param name="now">UTC.</param>
    public FulfilmentOrder Refuse(IReadOnlyDictionary<string, string> reasons, DateTimeOffset now) => this with
    {
        Status = OrderStatus.Refused, ReasonCode = reasons.Values.First(), ChangedAt = now, Items = Items.Refuse(reasons),
    };

    /// <summary>The order without its reservation, whose time is over; the same instance when there is none or it is not over.</summary>
    public FulfilmentOrder Expire(DateTimeOffset now) =>
        Status is OrderStatus.Reserving or OrderStatus.Reserved && ExpiresAt <= now ? Become(OrderStatus.Expired, now) : this;

    /// <summary>An expired order that wants its items once more; any other as it is.</summary>
    public FulfilmentOrder HoldAgain(DateTimeOffset now, DateTimeOffset expiresAt) => Status is OrderStatus.Expired
        ? Become(OrderStatus.Reserving, now) with { ExpiresAt = expiresAt, Hold = Hold + 1 }
        : this;
}
