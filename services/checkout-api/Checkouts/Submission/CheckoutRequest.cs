using System.Text.Json.Serialization;
using Checkout.Contracts;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>
/// Body of <c>POST …/offer/checkout</c>. Everything may be missing until <see cref="CheckoutRequestValidator"/> has passed it.
/// </summary>
internal sealed record CheckoutRequest(OrderCart? Order, PaymentMethodDto? PaymentMethod);

/// <summary>The cart, bound to an offer.</summary>
internal sealed record OrderCart(
    string? OfferIdentifier,
    string? CorrelationId,
    string? InstallmentIdentifier,
    long? ResellerID,
    IReadOnlyList<CheckoutOrderItem?>? Items,
    CustomerInfo? Customer);

/// <summary>One line of the cart.</summary>
internal sealed record CheckoutOrderItem(string? ItemIdentifier, string? ParentItemIdentifier, int? Quantity);

/// <summary>Who buys. The IP address is for risk scoring; it is checked and then forgotten.</summary>
internal sealed record CustomerInfo(string? CustomerUrn, string? IpAddress);

/// <summary>What pays.</summary>
internal sealed record PaymentMethodDto(
    string? PaymentChannel,
    string? ProviderIdentifier,
    bool? UseStoredMethod,
    CreditCardDto? CreditCard,
    string? StoreMethodSuccessPayment)
{
    /// <summary>The vendor's text has the switch in two places; either turns it on.</summary>
    [JsonIgnore]
    public bool PaysWithStoredMethod => UseStoredMethod == true || CreditCard?.UseStoredMethod == true;

    [JsonIgnore]
    public bool StoresMethodOnSuccess => string.Equals(StoreMethodSuccessPayment, "always", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A fresh card or the reference of a stored one.</summary>
internal sealed record CreditCardDto(
    string? CardHolderName,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive CardNumber,
    string? ExpireYear,
    string? ExpireMonth,
    [property: JsonConverter(typeof(Sensitive.RevealingConverter))] Sensitive Cvc,
    string? CardAlias,
    bool? UseStoredMethod,
    string? StoredMethodUrn,
    string? StoredMethodToken);
