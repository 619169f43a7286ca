using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Dapr;

/// <summary>Collects the subscriptions of an app's endpoints: one for each topic of each component.</summary>
internal static class SubscriptionList
{
    private const string RawPayload = "rawPayload";
    private const string DefaultSeparator = ",";

    public static IReadOnlyList<Subscription> Of(IEnumerable<Endpoint> endpoints, SubscribeOptions options) =>
        [.. from endpoint in endpoints.OfType<RouteEndpoint>()
            from topic in endpoint.Metadata.GetOrderedMetadata<ITopicMetadata>()
            group new Part(topic, endpoint) by (topic.PubsubName, topic.Name) into subscription
            select Merge(subscription.Key, [.. subscription], options)];

    private static Subscription Merge((string PubsubName, string Name) key, IReadOnlyList<Part> parts, SubscribeOptions options)
    {
        var rules = parts
            .Where(part => part.HasRule)
            .OrderBy(part => part.Topic.Priority)
            .Select(part => new Rule(part.Topic.Match ?? string.Empty, part.Path))
            .ToList();
        var plain = parts.Where(part => !part.HasRule).Select(part => part.Path).Distinct(StringComparer.Ordinal).ToList();
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
            parts.Select(part => (part.Topic as IDeadLetterTopicMetadata)?.DeadLetterTopic).FirstOrDefault(topic => !string.IsNullOrEmpty(topic)),
            parts.Select(part => part.Bulk).FirstOrDefault(bulk => bulk is not null));
    }

    private static Dictionary<string, string>? Metadata(IReadOnlyList<Part> parts, SubscribeOptions options)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parts.SelectMany(part => part.Metadata))
        {
            all[name] = value;
        }

        var isRaw = parts.Select(part => (part.Topic as IRawTopicMetadata)?.EnableRawPayload).FirstOrDefault(raw => raw is not null);
        if (isRaw ?? options.EnableRawPayload)
        {
            all[RawPayload] = "true";
        }

        return all.Count == 0 ? null : all;
    }

    /// <summary>A topic of an endpoint.</summary>
    private sealed record Part(ITopicMetadata Topic, RouteEndpoint Endpoint)
    {
        public bool HasRule => !string.IsNullOrEmpty(Topic.Match);

        public string Path => "/" + Endpoint.RoutePattern.RawText?.TrimStart('/');

        // What has no ID belongs to every topic of the endpoint; several values of one name become one.
        public IEnumerable<KeyValuePair<string, string>> Metadata
        {
            get
            {
                var owner = Topic as IOwnedOriginalTopicMetadata;
                var named = Endpoint.Metadata.GetOrderedMetadata<IOriginalTopicMetadata>()
                    .Where(item => string.IsNullOrEmpty(item.Id) || owner?.OwnedMetadatas?.Contains(item.Id, StringComparer.Ordinal) is true)
                    .GroupBy(item => item.Name, item => item.Value, StringComparer.Ordinal)
                    .Select(group => KeyValuePair.Create(
                        group.Key, string.Join(owner?.MetadataSeparator ?? DefaultSeparator, group.Distinct(StringComparer.Ordinal))));
                return named.Concat(Endpoint.Metadata.GetMetadata<TopicMetadata>()?.Values ?? new Dictionary<string, string>(StringComparer.Ordinal));
            }
        }

        public BulkSubscribe? Bulk => Endpoint.Metadata.GetOrderedMetadata<IBulkSubscribeMetadata>()
            .Where(bulk => string.Equals(bulk.TopicName, Topic.Name, StringComparison.Ordinal))
            .Select(bulk => new BulkSubscribe(Enabled: true, bulk.MaxMessagesCount, bulk.MaxAwaitDurationMs)).FirstOrDefault();
    }
}
