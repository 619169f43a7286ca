using System.Text;
using System.Text.Json.Serialization;
using Checkout.Local.Psps.Notifications;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.Adyen;

/// <summary>Adyen's notifications: one signed item in each message.</summary>
internal sealed class AdyenWebhook(IOptions<AdyenOptions> options) : INotificationChannel
{
    /// <inheritdoc />
    public string Provider => AdyenPaymentStore.Provider;

    /// <inheritdoc />
    public string? WebhookUrl => options.Value.WebhookUrl;

    /// <inheritdoc />
    public string EventTypeOf(string body) => AdyenJson.Read<NotificationItem>(body).EventCode;

    /// <inheritdoc />
    public HttpContent Write(string body)
    {
        var signed = AdyenJson.Read<NotificationItem>(body).Signed(options.Value.MerchantAccount, options.Value.HmacKey);
        return new StringContent(
            AdyenJson.Write(new NotificationRequest([new NotificationEnvelope(signed)])), Encoding.UTF8, "application/json");
    }

    private sealed record NotificationRequest(IReadOnlyList<NotificationEnvelope> NotificationItems)
    {
        public string Live { get; } = "false";
    }

    private sealed record NotificationEnvelope(
        [property: JsonPropertyName("NotificationRequestItem")] NotificationItem Item);
}
