namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>A session as this version writes it. Amounts are minor units.</summary>
internal sealed record SessionDocument(
    string Id,
    ProtocolDocument Protocol,
    CapabilitiesDocument Capabilities,
    BuyerBody? Buyer,
    string Status,
    string Currency,
    IReadOnlyList<LineItemDocument> LineItems,
    FulfillmentDetailsBody? FulfillmentDetails,
    IReadOnlyList<FulfillmentOptionDocument> FulfillmentOptions,
    IReadOnlyList<SelectedOptionBody>? SelectedFulfillmentOptions,
    IReadOnlyList<TotalDocument> Totals,
    IReadOnlyList<MessageDocument> Messages,
    IReadOnlyList<LinkDocument> Links,
    AuthenticationMetadataDocument? AuthenticationMetadata,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ExpiresAt,
    string? ContinueUrl,
    DiscountsDocument? Discounts,
    OrderDocument? Order);

/// <summary>The version that is spoken.</summary>
internal sealed record ProtocolDocument(string Version);

/// <summary>A line.</summary>
internal sealed record LineItemDocument(
    string Id, ItemDocument Item, int Quantity, string Name, long? UnitAmount, string? ParentId, IReadOnlyList<TotalDocument> Totals);

/// <summary>The item of a line.</summary>
internal sealed record ItemDocument(string Id);

/// <summary>A sum.</summary>
internal sealed record TotalDocument(string Type, string DisplayText, long Amount);

/// <summary>A way of delivery.</summary>
internal sealed record FulfillmentOptionDocument(
    string Type,
    string Id,
    string Title,
    string? Description,
    string? Carrier,
    DateTimeOffset? EarliestDeliveryTime,
    DateTimeOffset? LatestDeliveryTime,
    IReadOnlyList<TotalDocument> Totals);

/// <summary>Something to know.</summary>
internal sealed record MessageDocument(string Type, string? Code, string? Resolution, string? Param, string ContentType, string Content);

/// <summary>A page of the merchant's.</summary>
internal sealed record LinkDocument(string Type, string Url);

/// <summary>What became of promotion codes.</summary>
internal sealed record DiscountsDocument(
    IReadOnlyList<string> Codes, IReadOnlyList<AppliedDiscountDocument> Applied, IReadOnlyList<RejectedDiscountDocument> Rejected);

/// <summary>A code that holds.</summary>
internal sealed record AppliedDiscountDocument(string Id, string Code, CouponDocument Coupon, long Amount, bool Automatic);

/// <summary>What a code promises.</summary>
internal sealed record CouponDocument(string Id, string Name, decimal PercentOff);

/// <summary>A code that does not hold.</summary>
internal sealed record RejectedDiscountDocument(string Code, string Reason, string Message);

/// <summary>
/// What 3-D Secure is done with. The PSP does it, on a page that the shopper's browser is sent to: the last two, which the schema leaves room
/// for, say where and until when.
/// </summary>
internal sealed record AuthenticationMetadataDocument(
    AcquirerDocument AcquirerDetails,
    string DirectoryServer,
    FlowPreferenceDocument FlowPreference,
    string? RedirectUrl,
    DateTimeOffset? ExpiresAt);

/// <summary>Who takes the payment.</summary>
internal sealed record AcquirerDocument(string AcquirerBin, string AcquirerCountry, string AcquirerMerchantId, string MerchantName);

/// <summary>How the bank wants it.</summary>
internal sealed record FlowPreferenceDocument(string Type);

/// <summary>The order that a paid session has become.</summary>
internal sealed record OrderDocument(
    string Type,
    string Id,
    string CheckoutSessionId,
    string OrderNumber,
    string PermalinkUrl,
    string Status,
    IReadOnlyList<OrderLineDocument> LineItems,
    IReadOnlyList<FulfillmentDocument> Fulfillments,
    IReadOnlyList<TotalDocument> Totals);

/// <summary>A line of an order.</summary>
internal sealed record OrderLineDocument(
    string Id,
    string Title,
    string ProductId,
    OrderQuantityDocument Quantity,
    long Subtotal,
    IReadOnlyList<TotalDocument> Totals,
    string Status);

/// <summary>How many were bought, are still wanted, and were handed over.</summary>
internal sealed record OrderQuantityDocument(int Ordered, int Current, int Fulfilled);

/// <summary>How some lines reach the buyer.</summary>
internal sealed record FulfillmentDocument(
    string Id, string Type, string Status, IReadOnlyList<LineReferenceDocument> LineItems, string? Carrier);

/// <summary>Some pieces of a line.</summary>
internal sealed record LineReferenceDocument(string Id, int Quantity);
