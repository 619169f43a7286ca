using System.Text;
using System.Text.Json;

namespace Checkout.Local.Sidecar.PubSub.Publishing;

/// <summary>Reads the body of a bulk publish: a list of <c>{entryId, event, contentType, metadata}</c>.</summary>
internal static class BulkPublishJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the entries.</summary>
    /// <exception cref="Errors.ApiException">The body is not such a list, or an event is not of the kind that its content type says.</exception>
    public static IReadOnlyList<PublishEntry> Read(byte[] body, string appId, PublishTarget target)
    {
        try
        {
            var entries = JsonSerializer.Deserialize<List<Entry>>(body, Json) ?? [];
            return [.. entries.Select(entry => new PublishEntry(
                entry.EntryId,
                Data(entry) ?? throw PublishErrors.ContentTypeMismatch(appId, target.PubSubName, target.Topic),
                entry.ContentType,
                entry.Metadata ?? EventMetadata.None))];
        }
        catch (JsonException e)
        {
            throw PublishErrors.NotEntries(appId, target.PubSubName, target.Topic, e.Message);
        }
    }

    private static byte[]? Data(Entry entry)
    {
        var text = entry.Event.ValueKind is JsonValueKind.String ? entry.Event.GetString() : null;
        return
            EventContentType.Is(entry.ContentType, EventContentType.Json) || EventContentType.Is(entry.ContentType, EventContentType.CloudEvent)
                ? Encoding.UTF8.GetBytes(entry.Event.ValueKind is JsonValueKind.Undefined ? "null" : entry.Event.GetRawText())
            : text is null ? null
            : EventContentType.Is(entry.ContentType, EventContentType.Binary) ? FromBase64(text)
            : EventContentType.IsText(entry.ContentType) ? Encoding.UTF8.GetBytes(text)
            : null;
    }

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private sealed record Entry(string? EntryId, JsonElement Event, string? ContentType, Dictionary<string, string>? Metadata);
}
