using System.Text.Json;
using Checkout.Local.Sidecar.PubSub.Cel;

namespace Checkout.Local.Sidecar.PubSub.Subscriptions;

/// <summary>What an app wants to be sent.</summary>
/// <param name="PubSubName">Component.</param>
/// <param name="Topic">Topic.</param>
/// <param name="Rules">Where events go: the first rule that holds decides.</param>
/// <param name="DeadLetterTopic">Where events go that the app does not take; null for nowhere.</param>
/// <param name="Metadata">Options; <c>rawPayload</c> is the one that matters here.</param>
/// <param name="Bulk">How events are gathered; null if they are sent one by one.</param>
/// <param name="Kind">Where the subscription comes from.</param>
internal sealed record TopicSubscription(
    string PubSubName,
    string Topic,
    IReadOnlyList<RouteRule> Rules,
    string? DeadLetterTopic,
    IReadOnlyDictionary<string, string> Metadata,
    BulkOptions? Bulk,
    SubscriptionKind Kind)
{
    /// <summary>The path of the first rule that holds; null if none does.</summary>
    /// <exception cref="CelEvaluationException">A rule cannot be evaluated for this event.</exception>
    public string? RouteOf(JsonElement cloudEvent) => Rules.FirstOrDefault(rule => rule.Condition?.Matches(cloudEvent) ?? true)?.Path;

    /// <summary>The rules of a subscription that was given as a list and a default, or as one route.</summary>
    /// <exception cref="CelSyntaxException">A condition is not understood.</exception>
    public static IReadOnlyList<RouteRule> RulesOf(IEnumerable<(string? Match, string Path)> rules, string? fallback) =>
    [
        .. rules.Select(rule => new RouteRule(rule.Match is { Length: > 0 } match ? CelExpression.Parse(match) : null, rule.Path)),
        .. fallback is { Length: > 0 } path ? [new RouteRule(null, path)] : Array.Empty<RouteRule>(),
    ];
}

/// <summary>Sends some events to a path of the app.</summary>
/// <param name="Condition">Which events; null for all.</param>
/// <param name="Path">The path, with or without a leading slash.</param>
internal sealed record RouteRule(CelExpression? Condition, string Path);

/// <summary>How events are gathered for bulk delivery.</summary>
/// <param name="MaxMessages">How many events go into one request at most.</param>
/// <param name="MaxAwait">How long the first of them waits for more.</param>
internal sealed record BulkOptions(int MaxMessages, TimeSpan MaxAwait)
{
    private const int DefaultMaxMessages = 100;
    private const int DefaultMaxAwaitMilliseconds = 1000;

    /// <summary>Options as subscriptions give them; what is missing or not positive has daprd's default.</summary>
    public static BulkOptions From(int? maxMessages, int? maxAwaitMilliseconds) => new(
        maxMessages is > 0 and var count ? count : DefaultMaxMessages,
        TimeSpan.FromMilliseconds(maxAwaitMilliseconds is > 0 and var wait ? wait : DefaultMaxAwaitMilliseconds));
}

/// <summary>Where a subscription comes from.</summary>
internal enum SubscriptionKind
{
    /// <summary>A Subscription resource.</summary>
    Declarative,

    /// <summary>The app's answer to <c>GET /dapr/subscribe</c>.</summary>
    Programmatic,
}
