using Checkout.Api.Requests;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>
/// Body of <c>POST /v2/checkouts</c>. The vendor's text that we have names the first three; the others are those of its status document.
/// </summary>
/// <param name="RetailerReferenceId">The merchant's order number; at most one checkout has it.</param>
/// <param name="Currency">Required: ISO 4217, upper-case letters or three digits.</param>
/// <param name="ReturnUrl">Required: where the consumer's browser goes after the payment.</param>
/// <param name="CheckoutItems">Required: articles, delivery fee, vouchers. The merchant has signed the request, so its prices count.</param>
/// <param name="Consumer">Who pays.</param>
/// <param name="Delivery">Who receives it, and where.</param>
/// <param name="Gift">Whether it is a gift.</param>
/// <param name="UrberMessage">For the one who brings it.</param>
/// <param name="DeliveryType"><c>Onehour</c> or <c>Specific</c>; <c>Onehour</c> when left out.</param>
/// <param name="DeliveryExpectedAt"><c>Specific</c>: required.</param>
internal sealed record CreateCheckoutRequest(
    [property: Alias("retailer_reference_id")] string? RetailerReferenceId,
    string? Currency,
    [property: Alias("return_url")] string? ReturnUrl,
    [property: Alias("checkout_items")] IReadOnlyList<NewCheckoutItem?>? CheckoutItems,
    Consumer? Consumer,
    NewDelivery? Delivery,
    bool? Gift,
    [property: Alias("urber_message")] string? UrberMessage,
    [property: Alias("delivery_type")] string? DeliveryType,
    [property: Alias("delivery_expected_at")] DateTimeOffset? DeliveryExpectedAt);

/// <summary>One line.</summary>
/// <param name="Name">Required.</param>
/// <param name="ReferenceId">The merchant's article; required for a product.</param>
/// <param name="Amount">Required: cents including VAT, for all pieces; negative for a voucher.</param>
/// <param name="VatRate">Hundredths of a percent; 0 when left out.</param>
/// <param name="Type"><c>Product</c>, <c>DeliveryFee</c> or <c>Voucher</c>; <c>Product</c> when left out.</param>
/// <param name="Quantity">How many pieces; 1 when left out. The amount must be divisible by it.</param>
internal sealed record NewCheckoutItem(
    string? Name,
    [property: Alias("reference_id")] string? ReferenceId,
    long? Amount,
    [property: Alias("vat_rate")] int? VatRate,
    string? Type,
    int? Quantity);

/// <summary>Who pays (vendor text, "Consumer").</summary>
internal sealed record Consumer(
    [property: Alias("first_name")] string? FirstName,
    [property: Alias("last_name")] string? LastName,
    string? Email,
    [property: Alias("phone_number")] string? PhoneNumber);

/// <summary>Who receives it, and where (vendor text, "Delivery").</summary>
internal sealed record NewDelivery(
    [property: Alias("first_name")] string? FirstName,
    [property: Alias("last_name")] string? LastName,
    [property: Alias("phone_number")] string? PhoneNumber,
    string? Street,
    [property: Alias("postal_code")] string? PostalCode,
    string? City,
    [property: Alias("delivery_location_type")] string? DeliveryLocationType);

/// <summary>Body of the older <c>POST /checkout/status</c>.</summary>
/// <param name="ReferenceId">The merchant's order number.</param>
internal sealed record StatusRequest([property: Alias("reference_id")] string? ReferenceId);
