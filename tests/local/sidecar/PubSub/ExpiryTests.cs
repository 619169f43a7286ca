namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>Events whose time to live has passed before the subscriber was there.</summary>
public sealed class ExpiryTests
{
    private const string Orders = """
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: orders }
        spec: { pubsubname: pubsub, topic: orders, routes: { default: /on-orders } }
        """;

    private const string Dying = """
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: dying }
        spec: { pubsubname: pubsub, topic: dying, routes: { default: /on-dying }, deadLetterTopic: dead }
        ---
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata: { name: dead }
        spec: { pubsubname: pubsub, topic: dead, routes: { default: /on-dead } }
        """;

    private readonly ManualTime time = new();

    [Fact]
    public async Task An_expired_event_is_not_delivered()
    {
        var port = RunningSidecars.FreePort();
        await using var sidecars = await StartAsync(port, Orders);
        await PublishAsync(sidecars, "orders?metadata.ttlInSeconds=10", 1);
        await PublishAsync(sidecars, "orders?metadata.ttlInSeconds=60", 2);
        await PublishAsync(sidecars, "orders?metadata.ttl=5s", 3);
        time.Advance(TimeSpan.FromSeconds(11));
        await using var app = await Callee.StartAsync(port);
        (await Broker.EventsAsync(app, 1))[0].Json().GetProperty("data").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task It_goes_to_the_dead_letter_topic_if_there_is_one_and_is_expired_there_too()
    {
        var port = RunningSidecars.FreePort();
        await using var sidecars = await StartAsync(port, Dying);
        await PublishAsync(sidecars, "dying?metadata.ttlInSeconds=10", 1);
        await PublishAsync(sidecars, "dying", 2);
        time.Advance(TimeSpan.FromSeconds(11));
        await using var app = await Callee.StartAsync(port);
        var seen = (await Broker.EventsAsync(app, 1))[0];
        seen.Target.ShouldBe("/on-dying");
        seen.Json().GetProperty("data").GetInt32().ShouldBe(2);
    }

    private Task<RunningSidecars> StartAsync(int appPort, string subscriptions) =>
        RunningSidecars.StartAsync(Broker.InMemoryWith(subscriptions), [RunningSidecars.App("orders", appPort)], time: time);

    private static async Task PublishAsync(RunningSidecars sidecars, string target, int number) =>
        (await sidecars.Http().PostAsync($"/v1.0/publish/pubsub/{target}", $"{number}")).ShouldBeEmpty();
}
