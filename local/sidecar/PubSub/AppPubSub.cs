using Checkout.Local.Sidecar.PubSub.Subscriptions;

namespace Checkout.Local.Sidecar.PubSub;

/// <summary>What one app sees of publishing and subscribing in the resources.</summary>
/// <param name="Brokers">Pub/sub components by name.</param>
/// <param name="Declared">Subscription resources for the app.</param>
internal sealed record AppPubSub(
    IReadOnlyDictionary<string, IPubSubBroker> Brokers,
    IReadOnlyList<TopicSubscription> Declared);
