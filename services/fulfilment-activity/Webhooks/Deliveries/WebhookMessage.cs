using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Checkout.Contracts;
using Checkout.Contracts.Events;
using Checkout.Contracts.Webhooks;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>The body of a message, by Standard Webhooks: type, time and data. The same event is always the same bytes.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="Timestamp">When it happened, UTC.</param>
/// <param name="Data">The order.</param>
internal sealed record WebhookMessage(string Type, DateTime Timestamp, WebhookMessageData Data)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Whether there is a message about the event in the format.</summary>
    public static bool IsFor(MerchantEvent merchantEvent, WebhookFormat format) =>
        format is WebhookFormat.Standard || merchantEvent.Dialects?.ContainsKey(DialectOf(format)) == true;

    /// <summary>The bytes that are signed and sent; null when there is no such message.</summary>
    public static byte[]? BytesOf(MerchantEvent merchantEvent, WebhookFormat format) => format switch
    {
        WebhookFormat.Standard => BytesOf(merchantEvent),
        _ when merchantEvent.Dialects?.TryGetValue(DialectOf(format), out var body) == true => Encoding.UTF8.GetBytes(body.GetRawText()),
        _ => null,
    };

    /// <summary>Name of a format in <see cref="MerchantEvent.Dialects"/>.</summary>
    private static string DialectOf(WebhookFormat format) => format.ToString().ToLowerInvariant();

    private static byte[] BytesOf(MerchantEvent merchantEvent) => JsonSerializer.SerializeToUtf8Bytes(
        new WebhookMessage(
            merchantEvent.Type,
            merchantEvent.OccurredAt.UtcDateTime,
            new WebhookMessageData(
                merchantEvent.TrackingNumber,
                merchantEvent.CorrelationId,
                merchantEvent.Version,
                merchantEvent.MessageCode,
                merchantEvent.ReasonCode,
                merchantEvent.Amount)),
        Json);
}

/// <summary>The order that a message is about.</summary>
/// <param name="TrackingNumber">Which.</param>
/// <param name="CorrelationId">The merchant's own order ID.</param>
/// <param name="Version">Only grows; of two messages the one with the higher version is later, whichever came first.</param>
/// <param name="MessageCode">What the status endpoint showed then.</param>
/// <param name="ReasonCode">Why it failed.</param>
/// <param name="Amount">What it costs.</param>
internal sealed record WebhookMessageData(
    string TrackingNumber, string? CorrelationId, int Version, string MessageCode, string? ReasonCode, Money Amount);
