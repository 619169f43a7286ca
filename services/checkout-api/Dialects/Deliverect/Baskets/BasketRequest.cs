using System.Text.Json.Serialization;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>Body of <c>POST …/baskets</c>, and of a <c>PATCH</c> of the whole basket or of one part. What is left out stays.</summary>
/// <param name="StoreId">The store; <c>channelLinkId</c> is the same under its other name.</param>
/// <param name="ChannelLinkId">See <paramref name="StoreId"/>.</param>
/// <param name="Fulfillment">How the customer gets it; pickup when nobody says.</param>
/// <param name="Items">All that is in the basket.</param>
/// <param name="Customer">Who buys.</param>
/// <param name="Tips">What the customer adds.</param>
/// <param name="Payment">The tips in the place where an answer has them.</param>
/// <param name="Discounts">Promotion codes.</param>
internal sealed record BasketRequest(
    string? StoreId = null,
    string? ChannelLinkId = null,
    Fulfillment? Fulfillment = null,
    IReadOnlyList<BasketItemRequest?>? Items = null,
    BasketCustomer? Customer = null,
    IReadOnlyList<Tip?>? Tips = null,
    BasketPaymentRequest? Payment = null,
    IReadOnlyList<BasketDiscountRequest?>? Discounts = null)
{
    /// <summary>The store, whichever name it came under.</summary>
    public string? Store() => StoreId ?? ChannelLinkId;

    /// <summary>The tips, wherever they came.</summary>
    public IReadOnlyList<Tip?>? AllTips() => Tips ?? Payment?.Tips;
}

/// <summary>Something that is wanted.</summary>
/// <param name="Plu">An item of the catalogue.</param>
/// <param name="Quantity">How many; of a part, for one of what it is a part of.</param>
/// <param name="MenuId">The menu that it was chosen from.</param>
/// <param name="CustomizationPlu">The group of choices that a part is one of.</param>
/// <param name="Note">A wish of the customer.</param>
/// <param name="SubItems">Its parts.</param>
internal sealed record BasketItemRequest(
    string? Plu,
    int? Quantity,
    string? MenuId = null,
    string? CustomizationPlu = null,
    string? Note = null,
    IReadOnlyList<BasketPartRequest?>? SubItems = null);

/// <summary>A part of what is wanted, e.g. a side dish.</summary>
internal sealed record BasketPartRequest(
    string? Plu,
    int? Quantity,
    string? CustomizationPlu = null,
    string? Note = null,
    IReadOnlyList<BasketSubPartRequest?>? SubItems = null);

/// <summary>A part of a part; there is nothing below it.</summary>
internal sealed record BasketSubPartRequest(string? Plu, int? Quantity, string? CustomizationPlu = null, string? Note = null);

/// <summary>Who buys, in requests and answers.</summary>
internal sealed record BasketCustomer(
    string? Tin = null,
    string? Name = null,
    string? Email = null,
    string? CompanyName = null,
    string? PhoneNumber = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ExternalId = null);

/// <summary>Where the tips stand in an answer, so that they may stand there in a request too.</summary>
internal sealed record BasketPaymentRequest(IReadOnlyList<Tip?>? Tips = null);

/// <summary>A discount that is asked for. What it is worth is up to the catalogue.</summary>
/// <param name="Type">Deliverect's word for how it lowers the price.</param>
/// <param name="Provider">Who gives it.</param>
/// <param name="Name">What people call it; the code, when there is no <paramref name="ExternalId"/>.</param>
/// <param name="ExternalId">The promotion code.</param>
internal sealed record BasketDiscountRequest(string? Type, string? Provider, string? Name = null, string? ExternalId = null)
{
    /// <summary>The promotion code.</summary>
    public string? Code() => ExternalId ?? Name;
}
