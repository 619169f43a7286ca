using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>What is in a basket, as a checkout shows it. Amounts are minor units and include tax.</summary>
internal record BasketContent
{
    public required string Currency { get; init; }

    /// <summary>Always false: prices include tax.</summary>
    public bool TaxExclusive { get; init; }

    public required IReadOnlyList<BasketItem> Items { get; init; }

    public required BasketPayment Payment { get; init; }

    public required BasketCustomer? Customer { get; init; }

    public required JsonElement Fulfillment { get; init; }

    public required IReadOnlyList<BasketTax> Taxes { get; init; }

    public required IReadOnlyList<BasketDiscount> Discounts { get; init; }

    /// <summary>Left out of a basket that costs no more than its items.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BasketCharges? Charges { get; init; }
}

/// <summary>A basket that stands for itself.</summary>
internal sealed record BasketDocument : BasketContent
{
    public required string Id { get; init; }

    public required string Created { get; init; }

    public required string Updated { get; init; }

    public bool Deleted { get; init; }

    public required string Etag { get; init; }

    public required string AccountId { get; init; }

    public required string StoreId { get; init; }

    public required string ChannelLinkId { get; init; }

    public required string? ChannelOrderId { get; init; }

    public required string? ChannelOrderDisplayId { get; init; }

    /// <summary><c>open</c> while it can be changed, then <c>closed</c>.</summary>
    public required string Status { get; init; }
}

/// <summary>
/// An item. Its price is that of one piece without its parts, gross all pieces with theirs, and net what is to be paid for them.
/// </summary>
internal sealed record BasketItem(
    string Plu,
    string Name,
    int Quantity,
    long Price,
    long Gross,
    long Net,
    string? MenuId,
    IReadOnlyList<BasketItemTax> Taxes,
    IReadOnlyList<BasketPart> SubItems,
    IReadOnlyList<BasketItemDiscount> Discounts,
    long DiscountTotal,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note);

/// <summary>A part of an item.</summary>
internal sealed record BasketPart(
    string? CustomizationPlu,
    string Plu,
    string Name,
    int Quantity,
    long Price,
    IReadOnlyList<BasketPart> SubItems,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Note);

/// <summary>The tax within an item; its rate is in thousandths of a percent, 19000 for 19 %.</summary>
internal sealed record BasketItemTax(long Rate, string Name, long Amount);

/// <summary>The tax within the basket.</summary>
internal sealed record BasketTax(string Name, long Amount);

/// <summary>What a discount of the basket takes off an item.</summary>
internal sealed record BasketItemDiscount(int ReferenceId, long Amount);

/// <summary>A discount.</summary>
internal sealed record BasketDiscount(string Type, int ReferenceId, long Amount, string Provider, string Name);

/// <summary>The sums.</summary>
internal sealed record BasketPayment(
    IReadOnlyList<Tip> Tips,
    long Total,
    long TaxTotal,
    long TipTotal,
    long DiscountsTotal,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? ChargesTotal);

/// <summary>What is charged beside the items.</summary>
internal sealed record BasketCharges(BasketCharge ServiceCharge, BasketCharge DeliveryFee, long TaxTotal, long NetTotal, long GrossTotal);

/// <summary>One charge, with and without tax.</summary>
internal sealed record BasketCharge(long Gross, long Tax, long Net);
