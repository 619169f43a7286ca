using Checkout.Local.Sidecar.PubSub.Subscriptions;
using Checkout.Local.Sidecar.Resiliency;

namespace Checkout.Local.Sidecar.PubSub;

/// <summary>What one app sees of publishing and subscribing in the resources.</summary>
/// <param name="Components">Pub/sub components by name.</param>
/// <param name="Declared">Subscription resources for the app.</param>
internal sealed record AppPubSub(
    IReadOnlyDictionary<string, PubSubComponent> Components,
    IReadOnlyList<TopicSubscription> Declared);

/// <summary>A pub/sub component as one app sees it.</summary>
/// <param name="Broker">What carries the messages.</param>
/// <param name="Scopes">The topics that the app may use.</param>
internal sealed record PubSubComponent(IPubSubBroker Broker, TopicScopes Scopes)
{
    /// <summary>How publishing is tried again and given up, as a Resiliency resource says; null for one try.</summary>
    public OutboundPolicy? Outbound { get; init; }
}
