using Checkout.Api.Requests;

namespace Checkout.Api.Dialects.Ucp.Requests;

/// <summary>
/// Body of create and update. What the protocol lets a platform send beside it (<c>context</c>, <c>signals</c>, <c>attribution</c>) is ignored.
/// </summary>
internal sealed record CheckoutBody(
    [property: Alias("line_items")] IReadOnlyList<LineItemBody>? LineItems,
    BuyerBody? Buyer,
    FulfillmentBody? Fulfillment,
    DiscountsBody? Discounts,
    PaymentBody? Payment);

/// <summary>What is wanted. Prices are the business's.</summary>
internal sealed record LineItemBody(string? Id, ItemBody? Item, int? Quantity, [property: Alias("parent_id")] string? ParentId);

/// <summary>An item of the tenant's catalogue.</summary>
internal sealed record ItemBody(string? Id);

/// <summary>Who buys.</summary>
internal sealed record BuyerBody(
    [property: Alias("first_name")] string? FirstName,
    [property: Alias("last_name")] string? LastName,
    string? Email,
    [property: Alias("phone_number")] string? PhoneNumber);

/// <summary>Codes that lower prices.</summary>
internal sealed record DiscountsBody(IReadOnlyList<string>? Codes);

/// <summary>Where and how it is delivered.</summary>
internal sealed record FulfillmentBody(IReadOnlyList<MethodBody>? Methods);

/// <summary>One kind of delivery.</summary>
internal sealed record MethodBody(
    string? Id,
    string? Type,
    [property: Alias("line_item_ids")] IReadOnlyList<string>? LineItemIds,
    IReadOnlyList<AddressBody>? Destinations,
    [property: Alias("selected_destination_id")] string? SelectedDestinationId,
    IReadOnlyList<GroupBody>? Groups);

/// <summary>A package, and how it was chosen to go.</summary>
internal sealed record GroupBody(string? Id, [property: Alias("selected_option_id")] string? SelectedOptionId);

/// <summary>A destination or a billing address.</summary>
internal sealed record AddressBody(
    string? Id,
    [property: Alias("street_address")] string? StreetAddress,
    [property: Alias("extended_address")] string? ExtendedAddress,
    [property: Alias("address_locality")] string? AddressLocality,
    [property: Alias("address_region")] string? AddressRegion,
    [property: Alias("address_country")] string? AddressCountry,
    [property: Alias("postal_code")] string? PostalCode,
    [property: Alias("first_name")] string? FirstName,
    [property: Alias("last_name")] string? LastName,
    [property: Alias("phone_number")] string? PhoneNumber);
