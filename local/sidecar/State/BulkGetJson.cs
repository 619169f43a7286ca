using System.Text.Json;

namespace Checkout.Local.Sidecar.State;

/// <summary>The answer of a bulk get.</summary>
internal static class BulkGetJson
{
    /// <summary>Writes the answer of a bulk get.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<(string Key, StateEntry? Entry)> found)
    {
        json.WriteStartArray();
        foreach (var (key, entry) in found)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            if (entry is not null)
            {
                WriteEntry(json, entry);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, StateEntry entry)
    {
        json.WritePropertyName("data");
        try
        {
            json.WriteRawValue(entry.Value.Span);
        }
        catch (JsonException)
        {
            json.WriteStringValue(entry.Value.Span); // saved over gRPC, where any bytes will do
        }

        json.WriteString("etag", entry.Etag);
        if (entry.ExpiresAt is { } at)
        {
            json.WriteStartObject("metadata");
            json.WriteString("ttlExpireTime", StateGrpcApi.ExpiryText(at));
            json.WriteEndObject();
        }
    }
}
