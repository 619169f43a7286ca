using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Local.Psps.Notifications;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's events, one in each message, signed at the time of sending (docs.stripe.com/webhooks#verify-manually).</summary>
internal sealed class StripeWebhook(IOptions<StripeOptions> options, TimeProvider time) : INotificationChannel
{
    /// <inheritdoc />
    public string Provider => PaymentIntentStore.Provider;

    /// <inheritdoc />
    public string? WebhookUrl => options.Value.WebhookUrl;

    /// <inheritdoc />
    public string EventTypeOf(string body)
    {
        using var told = JsonDocument.Parse(body);
        return told.RootElement.GetProperty("type").GetString() ?? string.Empty;
    }

    /// <inheritdoc />
    public HttpContent Write(string body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var signatures = options.Value.WebhookSecret
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(secret => $"v1={Sign(secret, $"{timestamp}.{body}")}");
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        content.Headers.TryAddWithoutValidation("Stripe-Signature", $"t={timestamp},{string.Join(',', signatures)}");
        return content;
    }

    // The key is the whole secret with its prefix.
    private static string Sign(string secret, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
}
