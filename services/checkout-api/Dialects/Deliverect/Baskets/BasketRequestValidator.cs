using Checkout.Contracts;
using Checkout.Contracts.Payments;
using FluentValidation;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>What a basket must look like to be read at all. There are no messages: the answer to what does not is an empty 400.</summary>
internal sealed class BasketRequestValidator : AbstractValidator<BasketRequest>
{
    private const int MaxItems = 100;
    private const int MaxQuantity = 1_000;
    private const int MaxText = 500;
    private const int MaxDiscounts = 1;
    private const int MaxTips = 10;
    private const long MaxTip = 1_000_000_000;

    private static readonly string[] FulfillmentTypes = ["pickup", "delivery", "curbside", "eatIn", "eat-in", "dispatch"];
    private static readonly string[] TipTypes = ["restaurant", "driver"];

    public BasketRequestValidator()
    {
        RuleFor(basket => basket.StoreId).Must(IsIdOrNothing);
        RuleFor(basket => basket.ChannelLinkId).Must(IsIdOrNothing);
        RuleFor(basket => basket).Must(basket =>
            basket.StoreId is null || basket.ChannelLinkId is null
            || string.Equals(basket.StoreId, basket.ChannelLinkId, StringComparison.Ordinal));
        RuleFor(basket => basket.Fulfillment).Must(fulfillment => fulfillment is null || IsFulfillment(fulfillment));
        RuleFor(basket => basket.Items).Must(items => items is null || (items.Count <= MaxItems && items.All(IsItem)));
        RuleFor(basket => basket.Customer).Must(customer => customer is null || IsCustomer(customer));
        RuleFor(basket => basket).Must(basket => basket.AllTips() is not { } tips || (tips.Count <= MaxTips && tips.All(IsTip)));
        RuleFor(basket => basket.Discounts)
            .Must(discounts => discounts is null || (discounts.Count <= MaxDiscounts && discounts.All(IsDiscount)));
    }

    private static bool IsItem(BasketItemRequest? item) =>
        item is not null && IsWanted(item.Plu, item.Quantity) && IsIdOrNothing(item.MenuId) && IsTextOrNothing(item.Note)
        && (item.SubItems is null || (item.SubItems.Count <= MaxItems && item.SubItems.All(IsPart)));

    private static bool IsPart(BasketPartRequest? part) =>
        part is not null && IsWanted(part.Plu, part.Quantity) && IsTextOrNothing(part.CustomizationPlu) && IsTextOrNothing(part.Note)
        && (part.SubItems is null || (part.SubItems.Count <= MaxItems && part.SubItems.All(IsSubPart)));

    private static bool IsSubPart(BasketSubPartRequest? part) =>
        part is not null && IsWanted(part.Plu, part.Quantity) && IsTextOrNothing(part.CustomizationPlu) && IsTextOrNothing(part.Note);

    private static bool IsWanted(string? plu, int? quantity) => Identifier.IsValid(plu) && quantity is >= 1 and <= MaxQuantity;

    private static bool IsFulfillment(Fulfillment fulfillment) =>
        FulfillmentTypes.Contains(fulfillment.Type, StringComparer.Ordinal)
        && IsTextOrNothing(fulfillment.Spot)
        && IsTextOrNothing(fulfillment.PickupNotes)
        && (fulfillment.Address is not { } to || Array.TrueForAll<string?>(
            [to.Line, to.Subpremise, to.Street, to.Area, to.City, to.PostalCode, to.StateOrProvince, to.Country, to.Note],
            IsTextOrNothing));

    private static bool IsCustomer(BasketCustomer customer) =>
        customer.Name is { Length: > 0 } && PayerRules.IsName(customer.Name)
        && (customer.Email is not { Length: > 0 } || PayerRules.IsEmail(customer.Email))
        && Array.TrueForAll([customer.Tin, customer.CompanyName, customer.PhoneNumber, customer.ExternalId], IsTextOrNothing);

    private static bool IsTip(Tip? tip) => tip is { Amount: >= 0 and <= MaxTip } && TipTypes.Contains(tip.Type, StringComparer.Ordinal);

    private static bool IsDiscount(BasketDiscountRequest? discount) =>
        discount is { Type.Length: > 0, Provider: "restaurant" or "coupon" or "loyalty" }
        && discount.Code() is { Length: > 0 and <= MaxText };

    private static bool IsIdOrNothing(string? id) => id is null || Identifier.IsValid(id);

    private static bool IsTextOrNothing(string? text) =>
        text is null || (text.Length <= MaxText && !text.Any(c => char.IsControl(c) && c is not '\n'));
}
