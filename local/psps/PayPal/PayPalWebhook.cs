using System.Text;
using Checkout.Local.Psps.Notifications;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.PayPal;

/// <summary>Sends PayPal's events, each time as a transmission of its own.</summary>
internal sealed class PayPalWebhook(
    TransmissionSignature signature, OwnAddress address, IOptions<PayPalOptions> options, TimeProvider time) : INotificationChannel
{
    /// <inheritdoc />
    public string Provider => PayPalOrderStore.Provider;

    /// <inheritdoc />
    public string? WebhookUrl => options.Value.WebhookUrl;

    /// <inheritdoc />
    public string EventTypeOf(string body) => PayPalJson.Read<PayPalEvent>(body).EventType;

    /// <inheritdoc />
    public HttpContent Write(string body)
    {
        var transmissionId = Guid.NewGuid().ToString();
        var transmissionTime = PayPalView.Time(time.GetUtcNow());
        return new StringContent(body, Encoding.UTF8, "application/json")
        {
            Headers =
            {
                { "PAYPAL-TRANSMISSION-ID", transmissionId },
                { "PAYPAL-TRANSMISSION-TIME", transmissionTime },
                { "PAYPAL-TRANSMISSION-SIG", signature.Sign(transmissionId, transmissionTime, options.Value.WebhookId, body) },
                { "PAYPAL-CERT-URL", address.Url + PayPalEndpoints.CertificatePath },
                { "PAYPAL-AUTH-ALGO", TransmissionSignature.Algorithm },
            },
        };
    }
}
