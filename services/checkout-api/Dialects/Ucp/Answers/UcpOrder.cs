namespace Checkout.Api.Dialects.Ucp.Answers;

/// <summary>An order as the protocol writes it.</summary>
internal sealed record UcpOrder(
    UcpEnvelope Ucp,
    string Id,
    string CheckoutId,
    string PermalinkUrl,
    IReadOnlyList<UcpOrderLineItem> LineItems,
    UcpOrderFulfillment Fulfillment,
    IReadOnlyList<UcpAdjustment> Adjustments,
    string Currency,
    IReadOnlyList<UcpTotal> Totals,
    string? Label = null);

/// <summary>One line of an order.</summary>
internal sealed record UcpOrderLineItem(
    string Id, UcpItem Item, UcpOrderQuantity Quantity, IReadOnlyList<UcpTotal> Totals, string Status, string? ParentId = null);

/// <summary>How many were ordered, are still wanted, and were delivered.</summary>
internal sealed record UcpOrderQuantity(int Original, int Total, int Fulfilled);

/// <summary>What the buyer may expect, and what happened.</summary>
internal sealed record UcpOrderFulfillment(IReadOnlyList<UcpExpectation> Expectations, IReadOnlyList<UcpFulfillmentEvent> Events);

/// <summary>A promise about some of the lines.</summary>
internal sealed record UcpExpectation(
    string Id,
    IReadOnlyList<UcpLineQuantity> LineItems,
    string MethodType,
    UcpDestination Destination,
    string? Description = null,
    string? FulfillableOn = null);

/// <summary>Something that was delivered.</summary>
internal sealed record UcpFulfillmentEvent(
    string Id, DateTimeOffset OccurredAt, string Type, IReadOnlyList<UcpLineQuantity> LineItems, string TrackingNumber, string TrackingUrl);

/// <summary>Something that changed an order after it was placed.</summary>
internal sealed record UcpAdjustment(
    string Id,
    string Type,
    DateTimeOffset OccurredAt,
    string Status,
    IReadOnlyList<UcpLineQuantity>? LineItems = null,
    IReadOnlyList<UcpTotal>? Totals = null,
    string? Description = null);

/// <summary>So many of a line.</summary>
internal sealed record UcpLineQuantity(string Id, int Quantity);
