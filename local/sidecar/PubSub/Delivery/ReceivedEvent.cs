using System.Text.Json;
using Checkout.Local.Sidecar.PubSub.Subscriptions;

namespace Checkout.Local.Sidecar.PubSub.Delivery;

/// <summary>A message that a broker has delivered, as the subscription sees it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Body">The CloudEvent, or the bare JSON object of a raw payload.</param>
/// <param name="Json">The same, read.</param>
internal sealed record ReceivedEvent(BrokerMessage Message, ReadOnlyMemory<byte> Body, JsonElement Json)
{
    /// <summary>The event's trace; null if nothing says.</summary>
    public string? TraceParent =>
        Json.TryGetProperty(CloudEvent.TraceParent, out var parent) && parent.ValueKind is JsonValueKind.String
            ? parent.GetString()
            : EventMetadata.Find(Message.Metadata, CloudEvent.TraceParent);

    /// <summary>Reads a message.</summary>
    /// <returns>The event; null if the message is no JSON object, which only a subscription for raw payloads can take.</returns>
    public static ReceivedEvent? Read(BrokerMessage message, TopicSubscription subscription)
    {
        var body = EventMetadata.IsRaw(subscription.Metadata)
            ? CloudEvent.WrapRaw(message.Data.Span, subscription.PubSubName, subscription.Topic)
            : message.Data;
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object ? new ReceivedEvent(message, body, json.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
