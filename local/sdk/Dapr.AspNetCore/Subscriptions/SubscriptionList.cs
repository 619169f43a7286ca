using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dapr;

/// <summary>Collects the subscriptions of an app's endpoints: one for each topic of each component.</summary>
internal static class SubscriptionList
{
    private const string RawPayload = "rawPayload";

    public static IReadOnlyList<Subscription> Of(IEnumerable<Endpoint> endpoints, SubscribeOptions options) =>
        [.. from endpoint in endpoints.OfType<RouteEndpoint>()
            from topic in endpoint.Metadata.GetOrderedMetadata<TopicAttribute>()
            let metadata = endpoint.Metadata.GetMetadata<TopicMetadata>()?.Values
            group (Topic: topic, Path: PathOf(endpoint), Metadata: metadata) by (topic.PubsubName, topic.Name) into subscription
            select Merge(subscription.Key, [.. subscription], options)];

    private static Subscription Merge(
        (string PubsubName, string Name) key,
        IReadOnlyList<(TopicAttribute Topic, string Path, IReadOnlyDictionary<string, string>? Metadata)> parts,
        SubscribeOptions options)
    {
        var rules = parts
            .Where(p => !string.IsNullOrEmpty(p.Topic.Match))
            .OrderBy(p => p.Topic.Priority)
            .Select(p => new Rule(p.Topic.Match ?? string.Empty, p.Path))
            .ToList();
        var plain = parts.Where(p => string.IsNullOrEmpty(p.Topic.Match)).Select(p => p.Path).Distinct(StringComparer.Ordinal).ToList();
        if (plain.Count > 1)
        {
            throw new InvalidOperationException(
                $"Topic '{key.Name}' of '{key.PubsubName}' has {plain.Count} endpoints without a rule: {string.Join(", ", plain)}.");
        }

        var route = plain.FirstOrDefault();
        return new Subscription(
            key.PubsubName,
            key.Name,
            rules.Count == 0 ? route : null,
            rules.Count == 0 ? null : new Routes(rules, route),
            Metadata(parts, options),
            parts.Select(p => p.Topic.DeadLetterTopic).FirstOrDefault(t => !string.IsNullOrEmpty(t)));
    }

    private static Dictionary<string, string>? Metadata(
        IReadOnlyList<(TopicAttribute Topic, string Path, IReadOnlyDictionary<string, string>? Metadata)> parts, SubscribeOptions options)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in parts.SelectMany(p => p.Metadata ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            all[key] = value;
        }

        if (parts.Select(p => p.Topic.EnableRawPayload).FirstOrDefault(raw => raw is not null) ?? options.EnableRawPayload)
        {
            all[RawPayload] = "true";
        }

        return all.Count == 0 ? null : all;
    }

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');
}
