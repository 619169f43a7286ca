namespace Checkout.Contracts.Fulfilment;

/// <summary>Asks to hold the items of an order until they are delivered or released.</summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="CustomerUrn">Who will receive the items.</param>
/// <param name="Lines">What is ordered; at least one line.</param>
public sealed record ReserveItemsRequest(string TrackingNumber, string TenantId, string CustomerUrn, IReadOnlyList<OrderLine> Lines);

/// <summary>One line of an order.</summary>
/// <param name="ItemIdentifier">The item of the offer.</param>
/// <param name="Quantity">How many, 1 or more.</param>
/// <param name="ParentItemIdentifier">For an add-on, the bundle line it belongs to.</param>
public sealed record OrderLine(string ItemIdentifier, int Quantity, string? ParentItemIdentifier = null);

/// <summary>Outcome of a reservation. A refusal is a value, not a fault: it is final for the order.</summary>
/// <param name="Reserved">Whether every line is held.</param>
/// <param name="ReasonCode">Why not, e.g. <c>OUT_OF_STOCK</c>; null when reserved.</param>
public sealed record ReservationResult(bool Reserved, string? ReasonCode = null);

/// <summary>Outcome of a delivery. A refusal is final for the order; the payment is then given back.</summary>
/// <param name="Delivered">Whether the customer holds every line.</param>
/// <param name="ReasonCode">Why not, e.g. <c>NOT_RESERVED</c>; null when delivered.</param>
public sealed record DeliveryResult(bool Delivered, string? ReasonCode = null);
