using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Tests.Sidecar.PubSub.Subscriptions;

/// <summary>Subscription resources of both versions, their scopes, and what is wrong with others.</summary>
public sealed class DeclaredSubscriptionTests
{
    private const string Head = "kind: Subscription\nmetadata: { name: s }\n";
    private const string Version1 = "apiVersion: dapr.io/v1alpha1\n" + Head;
    private const string Version2 = "apiVersion: dapr.io/v2alpha1\n" + Head;

    [Fact]
    public async Task Version_1_has_one_route()
    {
        var resources = Broker.InMemoryWith(Version1 + "spec: { pubsubname: pubsub, topic: orders, route: /on-orders, metadata: { rawPayload: \"true\" } }");
        await using var subscriber = await Subscriber.StartAsync("[]", resources);
        var seen = await subscriber.DeliverAsync("pubsub/orders?metadata.rawPayload=true", "text/plain", "x"u8.ToArray());
        seen.Target.ShouldBe("/on-orders");
        seen.Field("data_base64").ShouldBe("eA==");
    }

    [Fact]
    public async Task A_subscription_in_another_apps_scope_is_not_this_apps()
    {
        var resources = Broker.InMemoryWith(
            Version2 + "spec: { pubsubname: pubsub, topic: mine, routes: { default: /mine } }\nscopes: [orders, third]",
            Version2.Replace("name: s", "name: t", StringComparison.Ordinal) + "spec: { pubsubname: pubsub, topic: theirs, routes: { default: /theirs } }\nscopes: [other]");
        await using var subscriber = await Subscriber.StartAsync("[]", resources);
        await subscriber.PublishAsync("pubsub/theirs", "1");
        (await subscriber.DeliverAsync("pubsub/mine", "2")).Target.ShouldBe("/mine");
        var metadata = await subscriber.Sidecar.ReadAsync("/v1.0/metadata");
        metadata.ShouldContain("\"topic\":\"mine\"");
        metadata.ShouldNotContain("\"topic\":\"theirs\"");
    }

    [Fact]
    public async Task A_rule_without_a_value_sends_the_event_to_the_dead_letter_topic()
    {
        var resources = Broker.InMemoryWith(
            Version2 + """
                spec:
                  pubsubname: pubsub
                  topic: orders
                  routes: { rules: [{ match: event.data.amount > 1, path: /big }], default: /other }
                  deadLetterTopic: dead
                """);
        await using var subscriber = await Subscriber.StartAsync("""[{"pubsubname":"pubsub","topic":"dead","route":"/dead"}]""", resources);
        (await subscriber.DeliverAsync("pubsub/orders", """{"total":5}""")).Target.ShouldBe("/dead");
        (await subscriber.DeliverAsync("pubsub/orders", """{"amount":1}""")).Target.ShouldBe("/other");
    }

    [Theory]
    [InlineData(Head + "spec: { pubsubname: p, topic: t, route: /r }", "apiVersion")]
    [InlineData("apiVersion: dapr.io/v3\n" + Head + "spec: { pubsubname: p, topic: t, route: /r }", "apiVersion")]
    [InlineData(Version1 + "spec: { topic: t, route: /r }", "spec.pubsubname")]
    [InlineData(Version1 + "spec: { pubsubname: p, route: /r }", "spec.topic")]
    [InlineData(Version1 + "spec: { pubsubname: p, topic: t }", "spec.route")]
    [InlineData(Version1 + "spec: { pubsubname: p, topic: t, routes: { default: /r } }", "spec.routes")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, route: /r }", "spec.route")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t }", "spec.routes")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { rules: [] } }", "spec.routes")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { rules: [{ match: 'true' }] } }", "spec.routes.rules[0].path")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { rules: [{ match: 'a b', path: /r }] } }", "spec.routes.rules[0].match")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { rules: [text] } }", "spec.routes.rules[0]")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { default: /r, other: /o } }", "spec.routes.other")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { default: /r }, bulkSubscribe: { enabled: maybe } }", "spec.bulkSubscribe.enabled")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { default: /r }, bulkSubscribe: { maxMessagesCount: many } }", "spec.bulkSubscribe.maxMessagesCount")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { default: /r }, bulkSubscribe: { maxWait: 1 } }", "spec.bulkSubscribe.maxWait")]
    [InlineData(Version2 + "spec: { pubsubname: p, topic: t, routes: { default: /r }, colour: red }", "spec.colour")]
    public async Task A_mistake_is_named_with_file_resource_and_field(string yaml, string field)
    {
        var error = await Should.ThrowAsync<ResourceException>(() => RunningSidecars.StartAsync(yaml));
        error.Field.ShouldBe(field);
        error.Message.ShouldContain("resources.yaml");
        error.Message.ShouldContain("Subscription 's'");
        error.Remedy.ShouldNotBeNullOrEmpty();
    }
}
