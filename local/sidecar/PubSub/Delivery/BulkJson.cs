using System.Buffers;
using System.Text.Json;
using Checkout.Local.Sidecar.PubSub.Subscriptions;

namespace Checkout.Local.Sidecar.PubSub.Delivery;

/// <summary>Writes the body of a bulk delivery.</summary>
internal static class BulkJson
{
    /// <summary>Writes the entries of one request.</summary>
    public static ReadOnlyMemory<byte> Write(TopicSubscription subscription, IReadOnlyList<BulkEntry> entries)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("id", Guid.NewGuid());
        json.WriteString("type", "com.dapr.event.sent.bulk");
        json.WriteString("topic", subscription.Topic);
        json.WriteString("pubsubname", subscription.PubSubName);
        json.WriteStartObject("metadata");
        json.WriteString("pubsubName", subscription.PubSubName);
        json.WriteEndObject();
        json.WriteStartArray("entries");
        foreach (var entry in entries)
        {
            Write(json, entry, EventMetadata.IsRaw(subscription.Metadata));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, BulkEntry entry, bool isRaw)
    {
        json.WriteStartObject();
        json.WriteString("entryId", entry.Id);
        if (isRaw)
        {
            json.WriteBase64String("event", entry.Event.Message.Data.Span);
        }
        else
        {
            json.WritePropertyName("event");
            json.WriteRawValue(entry.Event.Body.Span);
        }

        json.WritePropertyName("metadata");
        if (entry.Event.Message.Metadata.Count == 0)
        {
            json.WriteNullValue();
        }
        else
        {
            JsonSerializer.Serialize(json, entry.Event.Message.Metadata);
        }

        json.WriteString("contentType", isRaw ? EventContentType.Binary : EventContentType.CloudEvent);
        json.WriteEndObject();
    }
}
