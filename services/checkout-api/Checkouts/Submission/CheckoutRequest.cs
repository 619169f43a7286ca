using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Checkout.Api.Requests;
using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>
/// Body of <c>POST …/offer/checkout</c> (vendor text "Submit Checkout"). Everything may be missing until
/// <see cref="CheckoutRequestValidator"/> has passed it; <c>Required</c> is for the API's description.
/// </summary>
/// <param name="Order">The cart.</param>
/// <param name="PaymentMethod">What pays.</param>
internal sealed record CheckoutRequest(
    [property: Required, Alias("ORD")] OrderCart? Order,
    [property: Required, Alias("PMT")] PaymentMethodDto? PaymentMethod);

/// <summary>The cart, bound to an offer.</summary>
/// <param name="OfferIdentifier">The offer that was resolved before.</param>
/// <param name="CorrelationId">The merchant's own order ID; one order is bought under it.</param>
/// <param name="InstallmentIdentifier">One of the offer's instalment plans.</param>
/// <param name="ResellerID">Whom the sale is attributed to.</param>
/// <param name="Items">Bundles and add-ons.</param>
/// <param name="Customer">Who buys.</param>
internal sealed record OrderCart(
    [property: Required, Alias("OID")] string? OfferIdentifier,
    [property: Alias("CLD")] string? CorrelationId,
    string? InstallmentIdentifier,
    long? ResellerID,
    [property: Required, Alias("ITM")] IReadOnlyList<CheckoutOrderItem?>? Items,
    [property: Required, Alias("CUST")] CustomerInfo? Customer);

/// <summary>One line of the cart.</summary>
/// <param name="ItemIdentifier">An item of the offer.</param>
/// <param name="ParentItemIdentifier">For an add-on, the line of its bundle.</param>
/// <param name="Quantity">1 when left out.</param>
internal sealed record CheckoutOrderItem(
    [property: Required, Alias("ITM")] string? ItemIdentifier,
    [property: Alias("PURN")] string? ParentItemIdentifier,
    [property: Alias("QTY")] int? Quantity);

/// <summary>Who buys.</summary>
/// <param name="CustomerUrn">The merchant's name for the customer.</param>
/// <param name="IpAddress">For risk scoring; it is checked and then forgotten.</param>
internal sealed record CustomerInfo([property: Required] string? CustomerUrn, string? IpAddress);

/// <summary>What pays.</summary>
/// <param name="PaymentChannel"><c>CreditCard</c>, <c>PayPal</c>, <c>Klarna</c>, <c>SEPA</c> or <c>Bank</c>.</param>
/// <param name="ProviderIdentifier">A PSP to force; null lets the house choose.</param>
/// <param name="UseStoredMethod">Pay with a method that the customer stored before.</param>
/// <param name="CreditCard">A fresh card or the stored method.</param>
/// <param name="StoreMethodSuccessPayment"><c>always</c> or <c>never</c>: store the card once it has paid.</param>
/// <param name="Payer">Who pays, where the channel wants to know; not in the vendor's text.</param>
/// <param name="Browser">By card: the shopper's browser, for 3-D Secure within the shop's own page; not in the vendor's text.</param>
internal sealed record PaymentMethodDto(
    [property: Required, Alias("TP")] string? PaymentChannel,
    [property: Alias("PI")] string? ProviderIdentifier,
    [property: Alias("UM")] bool? UseStoredMethod,
    [property: Alias("CC")] CreditCardDto? CreditCard,
    [property: Alias("SM")] string? StoreMethodSuccessPayment,
    PayerDto? Payer = null,
    BrowserDto? Browser = null)
{
    /// <summary>The channel, once the request has passed validation.</summary>
    [JsonIgnore]
    public PaymentChannel Channel => Enum.Parse<PaymentChannel>(PaymentChannel!, ignoreCase: true);

    /// <summary>The vendor's text has the switch in two places; either turns it on.</summary>
    [JsonIgnore]
    public bool PaysWithStoredMethod => UseStoredMethod == true || CreditCard?.UseStoredMethod == true;

    [JsonIgnore]
    public bool StoresMethodOnSuccess => string.Equals(StoreMethodSuccessPayment, "always", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who pays by another channel than a card. It goes to the vault and the PSP and nowhere else.</summary>
/// <param name="Name">The account's holder; SEPA: required.</param>
/// <param name="Email">Where mandate and receipts go; SEPA and Klarna: required.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-2; Klarna: required.</param>
/// <param name="Iban">The account to debit, without spaces; SEPA: required.</param>
internal sealed record PayerDto(
    string? Name,
    string? Email,
    string? CountryCode,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Iban)
{
    /// <summary>The payer for payment-activity.</summary>
    public PayerData ToPayerData() => new(Name, Email, CountryCode, Iban);
}

/// <summary>The shopper's browser as 3-D Secure wants to know it. All but the last are required.</summary>
/// <param name="AcceptHeader">The browser's <c>Accept</c> header.</param>
/// <param name="UserAgent">The browser's <c>User-Agent</c> header.</param>
/// <param name="Language">BCP 47, e.g. <c>de-AT</c>.</param>
/// <param name="ColorDepth">Bits per pixel.</param>
/// <param name="ScreenWidth">Pixels.</param>
/// <param name="ScreenHeight">Pixels.</param>
/// <param name="TimeZoneOffset">Minutes between UTC and the browser's time, as <c>getTimezoneOffset</c> gives them.</param>
/// <param name="JavaEnabled">Whether it runs Java.</param>
/// <param name="JavaScriptEnabled">Whether it runs scripts; true when left out.</param>
internal sealed record BrowserDto(
    string? AcceptHeader,
    string? UserAgent,
    string? Language,
    int? ColorDepth,
    int? ScreenWidth,
    int? ScreenHeight,
    int? TimeZoneOffset,
    bool? JavaEnabled,
    bool? JavaScriptEnabled)
{
    /// <summary>The browser for payment-activity; null when something is missing.</summary>
    public BrowserData? ToBrowserData() => this is
        {
            AcceptHeader: { } accept, UserAgent: { } agent, Language: { } language, ColorDepth: { } depth, ScreenWidth: { } width,
            ScreenHeight: { } height, TimeZoneOffset: { } offset, JavaEnabled: { } java,
        }
        ? new BrowserData(accept, agent, language, depth, width, height, offset, java, JavaScriptEnabled ?? true)
        : null;
}

/// <summary>A fresh card or the reference of a stored one.</summary>
/// <param name="CardHolderName">Fresh card: required.</param>
/// <param name="CardNumber">Fresh card: required; goes to the vault and nowhere else.</param>
/// <param name="ExpireYear">Fresh card: required; four digits.</param>
/// <param name="ExpireMonth">Fresh card: required; two digits.</param>
/// <param name="Cvc">Fresh card: required; goes to the vault and nowhere else.</param>
/// <param name="CardAlias">The shopper's own label.</param>
/// <param name="UseStoredMethod">Pay with <paramref name="StoredMethodUrn"/>.</param>
/// <param name="StoredMethodUrn">Stored method: required.</param>
/// <param name="StoredMethodToken">For the vendor's servers; accepted, and not used: the URN names the method.</param>
internal sealed record CreditCardDto(
    [property: Alias("CHN")] string? CardHolderName,
    [property: Alias("CN"), JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive CardNumber,
    [property: Alias("EY")] string? ExpireYear,
    [property: Alias("EM")] string? ExpireMonth,
    [property: Alias("CVC"), JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Cvc,
    [property: Alias("CA")] string? CardAlias,
    [property: Alias("USM")] bool? UseStoredMethod,
    [property: Alias("SMU")] string? StoredMethodUrn,
    [property: Alias("SMT"), JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive StoredMethodToken)
{
    /// <summary>The card for payment-activity, once <see cref="FreshCardValidator"/> has passed it.</summary>
    public CardData ToCardData() => new(
        CardHolderName!,
        CardNumber,
        FreshCardValidator.MonthOf(ExpireMonth)!.Value,
        FreshCardValidator.YearOf(ExpireYear)!.Value,
        Cvc,
        CardAlias);
}
