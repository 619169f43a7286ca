using System.Text.Json.Serialization;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>A message (docs.adyen.com/development-resources/webhooks/webhook-types).</summary>
internal sealed record AdyenNotification(IReadOnlyList<AdyenNotificationEnvelope?>? NotificationItems);

/// <summary>One of its items.</summary>
internal sealed record AdyenNotificationEnvelope([property: JsonPropertyName("NotificationRequestItem")] AdyenNotificationItem? Item);

/// <summary>The part of an item that matters here.</summary>
/// <param name="PspReference">Of the event: the payment for an authorisation, otherwise the modification.</param>
/// <param name="EventCode">What it is about.</param>
/// <param name="Success"><c>true</c> or <c>false</c>, a text.</param>
/// <param name="MerchantAccountCode">The account.</param>
/// <param name="MerchantReference">Our reference of the payment.</param>
/// <param name="OriginalReference">The payment that was modified.</param>
/// <param name="Amount">What it is about.</param>
/// <param name="AdditionalData">The signature and more.</param>
/// <param name="PaymentMethod">What paid: Adyen's name of the method, or the card's scheme.</param>
/// <param name="Reason">Why it did not go well, for people.</param>
internal sealed record AdyenNotificationItem(
    string PspReference,
    string EventCode,
    string Success,
    string MerchantAccountCode,
    string MerchantReference,
    string? OriginalReference = null,
    AdyenAmount? Amount = null,
    Dictionary<string, string>? AdditionalData = null,
    string? PaymentMethod = null,
    string? Reason = null);
