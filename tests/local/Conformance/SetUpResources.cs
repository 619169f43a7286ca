using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The components, endpoints and subscriptions of the recordings' README, on the stores and brokers of this sidecar.</summary>
internal static class SetUpResources
{
    internal const string Secrets = """{"plain":"p4ss","db":{"user":"sa","password":"pw1"},"list":["a","b"],"number":7}""";

    /// <summary>What each app answers to <c>/dapr/subscribe</c>; 404 for the others.</summary>
    internal static readonly Dictionary<string, JsonArray> Subscriptions = new(StringComparer.Ordinal)
    {
        ["orders"] = Array("""
            [
              { "pubsubname": "pubsub", "topic": "orders", "route": "/on-orders" },
              { "pubsubname": "pubsub", "topic": "raw", "route": "/on-raw", "metadata": { "rawPayload": "true" } },
              { "pubsubname": "pubsub", "topic": "routed",
                "routes": { "rules": [{ "match": "event.type == \"special\"", "path": "/on-special" }], "default": "/on-routed" } },
              { "pubsubname": "pubsub", "topic": "nodefault",
                "routes": { "rules": [{ "match": "event.type == \"special\"", "path": "/on-special" }] } },
              { "pubsubname": "pubsub", "topic": "bulk", "route": "/on-bulk",
                "bulkSubscribe": { "enabled": true, "maxMessagesCount": 10, "maxAwaitDurationMs": 300 } }
            ]
            """),
        ["billing"] = Array("""[{ "pubsubname": "pubsub", "topic": "payments", "route": "on-payments" }]"""),
        ["secured"] = Array("""[{ "pubsubname": "pubsub", "topic": "secured-topic", "route": "/on-secured" }]"""),
    };

    /// <summary>What the apps of a recording answer: those over gRPC were made with one topic only.</summary>
    internal static IReadOnlyDictionary<string, JsonArray> SubscriptionsFor(string recording)
    {
        var isOverGrpc = recording.Contains("\"gorders\"", StringComparison.Ordinal);
        return Subscriptions.ToDictionary(
            app => app.Key,
            app => isOverGrpc && app.Key is "orders" ? Array("""[{ "pubsubname": "pubsub", "topic": "gorders", "route": "/on-orders" }]""") : app.Value,
            StringComparer.Ordinal);
    }

    internal static string Yaml(int pspPort, RecordedBrokers brokers) => string.Join("\n---\n", [
        Component("envsecrets", "secretstores.local.env", ("prefix", "CONF_")),
        Component("filesecrets", "secretstores.local.file", ("secretsFile", "secrets.json"), ("nestedSeparator", ":")),
        Component(
            "filesecretsmulti", "secretstores.local.file",
            ("secretsFile", "secrets.json"), ("nestedSeparator", ":"), ("multiValued", "true")),
        Component("statestore", "state.sqlite", ("connectionString", "state.db"), ("actorStateStore", "true")),
        Component("memstore", "state.in-memory"),
        Component("sqlitestore", "state.sqlite", ("connectionString", "other.db")),
        Component("pubsub", brokers.Type, brokers.Fields(0)),
        Component("pubsubretry", brokers.Type, brokers.Fields(1)),
        Endpoint(pspPort),
        DeclaredSubscriptions,
    ]);

    /// <summary>In a file of its own: daprd ignores it beside other resources.</summary>
    internal const string Resiliency = """
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata: { name: r }
        spec:
          policies:
            retries:
              inbound: { policy: constant, duration: 200ms, maxRetries: 2 }
          targets:
            components:
              pubsubretry:
                inbound: { retry: inbound }
        """;

    private const string DeclaredSubscriptions = """
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: shipments }
        spec:
          pubsubname: pubsub
          topic: shipments
          routes:
            rules:
              - { match: 'event.type == "shipment.express"', path: /on-shipment-express }
              - { match: event.data.amount > 100, path: /on-shipment-big }
            default: /on-shipment
        scopes: [orders]
        ---
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: refunds }
        spec: { pubsubname: pubsubretry, topic: refunds, routes: { default: /on-refund }, deadLetterTopic: refunds-dead }
        scopes: [orders]
        ---
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: refunds-dead }
        spec: { pubsubname: pubsubretry, topic: refunds-dead, routes: { default: /on-refund-dead } }
        scopes: [orders]
        """;

    private static string Endpoint(int pspPort) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: HTTPEndpoint
        metadata: { name: psp }
        spec:
          baseUrl: http://127.0.0.1:{{pspPort}}/base
          headers:
            - { name: X-Api-Key, value: configured-key }
        """;

    private static string Component(string name, string type, params (string Name, string Value)[] metadata) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: {{name}} }
        spec:
          type: {{type}}
          version: v1
          metadata: [{{string.Join(", ", metadata.Select(item => $"{{ name: {item.Name}, value: \"{item.Value}\" }}"))}}]
        """;

    private static JsonArray Array(string json) => JsonNode.Parse(json)?.AsArray() ?? [];
}
