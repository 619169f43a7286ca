namespace Checkout.SystemTests.Scenarios.Events;

/// <summary>What the scenarios of publish and subscribe declare beside the system's components.</summary>
internal static class EventResources
{
    public const string Subscriptions = """
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: routed }
        spec:
          pubsubname: pubsub
          topic: routed
          routes:
            rules:
              - { match: event.type == "refund" && event.data.amount > 100, path: /big-refund }
              - { match: event.type == "refund", path: /refund }
            default: /other
        scopes: [payment-activity]
        ---
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: shaky }
        spec: { pubsubname: pubsub, topic: shaky, routes: { default: /shaky }, deadLetterTopic: shaky-dead }
        scopes: [payment-activity]
        ---
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: shaky-dead }
        spec: { pubsubname: pubsub, topic: shaky-dead, routes: { default: /dead } }
        scopes: [fulfilment-activity]
        ---
        apiVersion: dapr.io/v1alpha1
        kind: Subscription
        metadata: { name: raw }
        spec: { pubsubname: pubsub, topic: raw, route: /raw, metadata: { rawPayload: "true" } }
        scopes: [payment-activity]
        ---
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: bulk }
        spec:
          pubsubname: pubsub
          topic: bulk
          routes: { default: /bulk }
          bulkSubscribe: { enabled: true, maxMessagesCount: 3, maxAwaitDurationMs: 20000 }
        scopes: [fulfilment-activity]
        """;

    /// <summary>In a file of its own, as Dapr wants it.</summary>
    public const string Resiliency = """
        apiVersion: dapr.io/v1alpha1
        kind: Resiliency
        metadata: { name: events }
        spec:
          policies:
            retries: { again: { policy: constant, duration: 20ms, maxRetries: 2 } }
          targets:
            components: { pubsub: { inbound: { retry: again } } }
        """;
}
