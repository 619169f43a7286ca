namespace Checkout.Api.Dialects.Acp.V20250929;

/// <summary>A session as this version writes it. Amounts are minor units.</summary>
internal record SessionDocument(
    string Id,
    BuyerBody? Buyer,
    PaymentProviderDocument? PaymentProvider,
    string Status,
    string Currency,
    IReadOnlyList<LineItemDocument> LineItems,
    AddressBody? FulfillmentAddress,
    IReadOnlyList<FulfillmentOptionDocument> FulfillmentOptions,
    string? FulfillmentOptionId,
    IReadOnlyList<TotalDocument> Totals,
    IReadOnlyList<MessageDocument> Messages,
    IReadOnlyList<LinkDocument> Links,
    OrderDocument? Order);

/// <summary>The protocol of this version knows one PSP and one kind of payment.</summary>
internal sealed record PaymentProviderDocument(string Provider, IReadOnlyList<string> SupportedPaymentMethods)
{
    public static readonly PaymentProviderDocument TheOnlyOne = new(CompleteRequestValidator.TheOnlyProvider, ["card"]);
}

/// <summary>A line: base less discount is subtotal, subtotal and tax are the total.</summary>
internal sealed record LineItemDocument(
    string Id, LineItemItem Item, long BaseAmount, long Discount, long Subtotal, long Tax, long Total);

/// <summary>The item of a line.</summary>
internal sealed record LineItemItem(string Id, int Quantity);

/// <summary>A way of delivery.</summary>
internal sealed record FulfillmentOptionDocument(
    string Type,
    string Id,
    string Title,
    string? Subtitle,
    string? Carrier,
    DateTimeOffset? EarliestDeliveryTime,
    DateTimeOffset? LatestDeliveryTime,
    long Subtotal,
    long Tax,
    long Total);

/// <summary>A sum.</summary>
internal sealed record TotalDocument(string Type, string DisplayText, long Amount);

/// <summary>Something to know.</summary>
internal sealed record MessageDocument(string Type, string? Code, string? Param, string ContentType, string Content);

/// <summary>A page of the merchant's.</summary>
internal sealed record LinkDocument(string Type, string Url);

/// <summary>The order that a paid session has become.</summary>
internal sealed record OrderDocument(string Id, string CheckoutSessionId, string PermalinkUrl);
