using System.Text.Json;

namespace Checkout.Local.Sidecar.PubSub.Subscriptions;

/// <summary>Reads an app's answer to <c>GET /dapr/subscribe</c>.</summary>
internal static class ProgrammaticSubscriptions
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the list.</summary>
    /// <param name="body">The answer; null or empty for none.</param>
    /// <returns>The subscriptions in order.</returns>
    /// <exception cref="JsonException">The answer is not such a list.</exception>
    /// <exception cref="Cel.CelSyntaxException">A rule's condition is not understood.</exception>
    public static IReadOnlyList<TopicSubscription> Read(byte[]? body) =>
        body is not { Length: > 0 } ? [] : [.. (JsonSerializer.Deserialize<List<Entry>>(body, Json) ?? []).Select(Read)];

    private static TopicSubscription Read(Entry entry) => new(
        entry.PubSubName ?? throw new JsonException("a subscription names no pubsubname"),
        entry.Topic ?? throw new JsonException("a subscription names no topic"),
        TopicSubscription.RulesOf(
            entry.Routes?.Rules?.Select(rule => (rule.Match, rule.Path ?? string.Empty)) ?? [], entry.Routes?.Default ?? entry.Route),
        entry.DeadLetterTopic is { Length: > 0 } topic ? topic : null,
        entry.Metadata ?? EventMetadata.None,
        entry.BulkSubscribe is { Enabled: true } bulk ? BulkOptions.From(bulk.MaxMessagesCount, bulk.MaxAwaitDurationMs) : null,
        SubscriptionKind.Programmatic);

    private sealed record Entry(
        string? PubSubName,
        string? Topic,
        string? Route,
        EntryRoutes? Routes,
        string? DeadLetterTopic,
        IReadOnlyDictionary<string, string>? Metadata,
        EntryBulk? BulkSubscribe);

    private sealed record EntryRoutes(IReadOnlyList<EntryRule>? Rules, string? Default);

    private sealed record EntryRule(string? Match, string? Path);

    private sealed record EntryBulk(bool Enabled, int? MaxMessagesCount, int? MaxAwaitDurationMs);
}
