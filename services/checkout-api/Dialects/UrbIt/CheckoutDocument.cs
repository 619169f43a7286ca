namespace Checkout.Api.Dialects.UrbIt;

/// <summary>A checkout as the vendor's text describes it ("Checkout Payment &amp; Order Status"). Amounts are cents.</summary>
/// <param name="StoreId">The merchant.</param>
/// <param name="RetailerReferenceId">The merchant's order number.</param>
/// <param name="CheckoutStatus"><c>CREATED</c>, <c>READY</c>, <c>COMPLETE</c> or <c>FAILED</c>.</param>
/// <param name="Gift">Whether it is a gift.</param>
/// <param name="Consumer">Who pays.</param>
/// <param name="Delivery">Who receives it, and where.</param>
/// <param name="UrberMessage">For the one who brings it.</param>
/// <param name="DeliveryCode">Tracks the delivery; there once it is paid.</param>
/// <param name="DeliveryType"><c>Onehour</c> or <c>Specific</c>.</param>
/// <param name="DeliveryExpectedAt">UTC; there once it is known.</param>
/// <param name="OrderNumber">The house's own number.</param>
/// <param name="TotalAmount">Including VAT.</param>
/// <param name="TotalAmountExclVat">Without VAT.</param>
/// <param name="PaymentMethodInfo">What paid; null before anything did.</param>
/// <param name="CheckoutItems">The lines.</param>
internal record CheckoutDocument(
    string StoreId,
    string RetailerReferenceId,
    string CheckoutStatus,
    bool Gift,
    ConsumerDocument Consumer,
    DeliveryDocument Delivery,
    string? UrberMessage,
    string? DeliveryCode,
    string DeliveryType,
    string? DeliveryExpectedAt,
    int OrderNumber,
    long TotalAmount,
    long TotalAmountExclVat,
    PaymentMethodInfo? PaymentMethodInfo,
    IReadOnlyList<CheckoutItemDocument> CheckoutItems);

/// <summary>The answer to a checkout that was created: the document, and where to send the consumer's browser.</summary>
internal sealed record CreatedCheckoutDocument : CheckoutDocument
{
    public CreatedCheckoutDocument(CheckoutDocument document, string checkoutUrl)
        : base(document) => CheckoutUrl = checkoutUrl;

    /// <summary>A page of ours, see <see cref="Sessions.PaymentPage.PaymentPageAddress"/>.</summary>
    public string CheckoutUrl { get; }
}

internal sealed record ConsumerDocument(string FirstName, string LastName, string Email, string PhoneNumber);

internal sealed record DeliveryDocument(
    string FirstName, string LastName, string PhoneNumber, string Street, string PostalCode, string City, string DeliveryLocationType);

/// <param name="Type">Always <c>card</c>.</param>
/// <param name="ControlDigits">The last three digits of the card's number. Never its security code, which nobody keeps.</param>
internal sealed record PaymentMethodInfo(string Type, string? ControlDigits);

/// <param name="Id">The house's own number.</param>
/// <param name="Name">For people.</param>
/// <param name="ReferenceId">The merchant's article; empty for what is none.</param>
/// <param name="Amount">Including VAT, for all pieces.</param>
/// <param name="VatRate">Hundredths of a percent.</param>
/// <param name="Type"><c>Product</c>, <c>DeliveryFee</c> or <c>Voucher</c>.</param>
internal sealed record CheckoutItemDocument(int Id, string Name, string ReferenceId, long Amount, int VatRate, string Type);
