using System.Text.Json.Serialization;

namespace Dapr;

/// <summary>An entry of the list that the sidecar reads from <c>GET /dapr/subscribe</c>.</summary>
internal sealed record Subscription(
    [property: JsonPropertyName("pubsubname")] string PubsubName,
    [property: JsonPropertyName("topic")] string Topic,
    [property: JsonPropertyName("route")] string? Route,
    [property: JsonPropertyName("routes")] Routes? Routes,
    [property: JsonPropertyName("metadata")] IReadOnlyDictionary<string, string>? Metadata,
    [property: JsonPropertyName("deadLetterTopic")] string? DeadLetterTopic,
    [property: JsonPropertyName("bulkSubscribe")] BulkSubscribe? BulkSubscribe);

/// <summary>How events are delivered many at a time.</summary>
internal sealed record BulkSubscribe(
    [property: JsonPropertyName("enabled")] bool Enabled,
    [property: JsonPropertyName("maxMessagesCount")] int MaxMessagesCount,
    [property: JsonPropertyName("maxAwaitDurationMs")] int MaxAwaitDurationMs);

/// <summary>Where the events of a topic go: to the first rule that matches, else to the default.</summary>
internal sealed record Routes(
    [property: JsonPropertyName("rules")] IReadOnlyList<Rule> Rules,
    [property: JsonPropertyName("default")] string? Default);

/// <summary>A CEL expression and the path of the events that it holds for.</summary>
internal sealed record Rule(
    [property: JsonPropertyName("match")] string Match,
    [property: JsonPropertyName("path")] string Path);
