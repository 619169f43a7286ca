using System.Globalization;
using System.Text;
using System.Text.Json;
using Checkout.Local.Sidecar.Hosting;

namespace Checkout.Local.Sidecar.PubSub;

/// <summary>Makes the CloudEvents (version 1.0, JSON format) that daprd puts around published data.</summary>
internal static class CloudEvent
{
    /// <summary>Field that names the moment after which the event is not delivered any more.</summary>
    public const string Expiration = "expiration";

    /// <summary>Field of the W3C trace context.</summary>
    public const string TraceParent = "traceparent";

    private const string DefaultType = "com.dapr.event.sent";
    private const string DefaultSource = "Dapr";
    private const string TraceId = "traceid";
    private const string TraceState = "tracestate";

    /// <summary>The envelope of data that is published.</summary>
    /// <param name="data">What is published.</param>
    /// <param name="expiresAt">When it loses its worth; null for never, or if the broker sees to it.</param>
    /// <param name="now">The time of publishing.</param>
    /// <returns>The CloudEvent as JSON.</returns>
    /// <exception cref="JsonException">The data calls itself a CloudEvent and is no JSON object.</exception>
    public static byte[] Envelop(PublishedData data, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        var fields = EventContentType.Is(data.ContentType, EventContentType.CloudEvent) ? Adopt(data) : Create(data);
        fields["topic"] = GoJson.Quote(data.Topic);
        fields["pubsubname"] = GoJson.Quote(data.PubSubName);
        fields.TryAdd("time", GoJson.Quote(Time(now)));
        if (expiresAt is { } at)
        {
            fields[Expiration] = GoJson.Quote(Time(at));
        }

        return GoJson.Object(fields);
    }

    /// <summary>The envelope that a subscription for raw payloads sees around whatever the message holds.</summary>
    public static byte[] WrapRaw(ReadOnlySpan<byte> payload, string pubSubName, string topic) => GoJson.Object(
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = NewId(),
            ["specversion"] = "\"1.0\"",
            ["datacontenttype"] = GoJson.Quote(EventContentType.Binary),
            ["source"] = GoJson.Quote(DefaultSource),
            ["type"] = GoJson.Quote(DefaultType),
            ["topic"] = GoJson.Quote(topic),
            ["pubsubname"] = GoJson.Quote(pubSubName),
            ["data_base64"] = GoJson.Quote(Convert.ToBase64String(payload)),
        });

    /// <summary>Whether the event's time to live is over.</summary>
    public static bool HasExpired(JsonElement cloudEvent, DateTimeOffset now) =>
        cloudEvent.TryGetProperty(Expiration, out var text) && text.ValueKind is JsonValueKind.String
        && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at < now;

    // The publisher's own CloudEvent keeps its fields; overrides in the metadata do not touch it.
    private static Dictionary<string, string> Adopt(PublishedData data)
    {
        using var own = JsonDocument.Parse(data.Bytes);
        if (own.RootElement.ValueKind is not JsonValueKind.Object)
        {
            throw new JsonException("a CloudEvent must be a JSON object");
        }

        var fields = own.RootElement.EnumerateObject().GroupBy(field => field.Name, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => GoJson.Rewrite(field.Last().Value), StringComparer.Ordinal);
        SetIfAbsent(fields, "source", DefaultSource);
        SetIfAbsent(fields, "type", DefaultType);
        SetIfAbsent(fields, "specversion", "1.0");
        SetTrace(fields, data.Trace.ToString(), data.TraceState);
        return fields;
    }

    private static Dictionary<string, string> Create(PublishedData data)
    {
        var contentType = data.ContentType is { Length: > 0 } given ? given : EventContentType.Default;
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = data.Override("id") is { } id ? GoJson.Quote(id) : NewId(),
            ["specversion"] = "\"1.0\"",
            ["datacontenttype"] = GoJson.Quote(contentType),
            ["source"] = GoJson.Quote(data.Override("source") ?? data.AppId),
            ["type"] = GoJson.Quote(data.Override("type") ?? DefaultType),
        };
        if (data.Override("subject") is { } subject)
        {
            fields["subject"] = GoJson.Quote(subject);
        }

        var isBinary = EventContentType.Is(contentType, EventContentType.Binary);
        fields[isBinary ? "data_base64" : "data"] =
            isBinary ? GoJson.Quote(Convert.ToBase64String(data.Bytes.Span))
            : EventContentType.Is(contentType, EventContentType.Json) ? JsonOrText(data.Bytes)
            : GoJson.Quote(Encoding.UTF8.GetString(data.Bytes.Span));
        SetTrace(
            fields,
            data.Override(TraceParent) ?? data.Override(TraceId) ?? data.Trace.ToString(),
            data.Override(TraceState) ?? data.TraceState);
        return fields;
    }

    private static string JsonOrText(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return GoJson.Rewrite(json.RootElement);
        }
        catch (JsonException)
        {
            return GoJson.Quote(Encoding.UTF8.GetString(bytes.Span));
        }
    }

    private static void SetTrace(Dictionary<string, string> fields, string parent, string state)
    {
        fields[TraceId] = GoJson.Quote(parent);
        fields[TraceParent] = GoJson.Quote(parent);
        fields[TraceState] = GoJson.Quote(state);
    }

    private static void SetIfAbsent(Dictionary<string, string> fields, string name, string value)
    {
        if (fields.GetValueOrDefault(name) is null or "null")
        {
            fields[name] = GoJson.Quote(value);
        }
    }

    private static string NewId() => GoJson.Quote(Guid.NewGuid().ToString());

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Data that an app publishes.</summary>
/// <param name="AppId">The publisher.</param>
/// <param name="PubSubName">Component.</param>
/// <param name="Topic">Topic.</param>
/// <param name="Bytes">The data.</param>
/// <param name="ContentType">What the publisher says it is; null or empty for nothing.</param>
/// <param name="Metadata">What the publisher gave with it.</param>
/// <param name="Trace">The span that the event belongs to.</param>
/// <param name="TraceState">The publisher's <c>tracestate</c>; empty for none.</param>
internal sealed record PublishedData(
    string AppId,
    string PubSubName,
    string Topic,
    ReadOnlyMemory<byte> Bytes,
    string? ContentType,
    IReadOnlyDictionary<string, string> Metadata,
    TraceContext Trace,
    string TraceState)
{
    /// <summary>The value that the publisher wants for a field of the CloudEvent; null for none.</summary>
    public string? Override(string field) =>
        EventMetadata.Find(Metadata, EventMetadata.OverridePrefix + field) is { Length: > 0 } value ? value : null;
}
