using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>What cannot pass yet, with the reason; the same list is in <c>docs/conformance.md</c>.</summary>
internal static class Pending
{
    private const string PubSub = "publish and subscribe is not there yet";

    /// <summary>Scenarios, by name.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Scenarios = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["http/pubsub-answers"] = PubSub,
        ["http/pubsub-app-down"] = PubSub,
        ["http/pubsub-bulk-publish"] = PubSub,
        ["http/pubsub-bulk-subscribe"] = PubSub,
        ["http/pubsub-deadletter"] = PubSub,
        ["http/pubsub-envelope"] = PubSub,
        ["http/pubsub-errors"] = PubSub,
        ["http/pubsub-overrides"] = PubSub,
        ["http/pubsub-routing"] = PubSub,
        ["grpc/publish"] = PubSub,
    };

    /// <summary>Single steps of other scenarios, by name.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Steps = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["event to the secured app"] = PubSub,
    };

    /// <summary>Metadata without what it says of publish and subscribe.</summary>
    internal static JsonNode? Without(JsonNode? metadata)
    {
        if (metadata is JsonObject json && json["runtimeVersion"] is not null)
        {
            json.Remove("subscriptions");
            (json["components"] as JsonArray)?.RemoveAll(component =>
                component?["type"]?.GetValue<string>().StartsWith("pubsub.", StringComparison.Ordinal) is true);
        }

        return metadata;
    }
}
