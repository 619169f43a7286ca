using Checkout.Local.Sidecar.PubSub;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>Topics that a component's metadata closes to an app.</summary>
public sealed class TopicScopeTests
{
    private const string BothTopics =
        """[{"pubsubname":"pubsub","topic":"a","route":"/on-a"},{"pubsubname":"pubsub","topic":"b","route":"/on-b"}]""";

    [Theory]
    [InlineData("allowedTopics", "a, c", "a", true)]
    [InlineData("allowedTopics", "a, c", "c", true)]
    [InlineData("allowedTopics", "a, c", "b", false)]
    [InlineData("publishingScopes", "orders = a , c ; other=b", "a", true)]
    [InlineData("publishingScopes", "orders = a , c ; other=b", "b", false)]
    [InlineData("publishingScopes", "orders=;other=b", "a", false)]
    [InlineData("publishingScopes", "other=b", "a", true)]
    [InlineData("publishingScopes", "orders", "a", true)]
    [InlineData("subscriptionScopes", "orders=a", "b", true)]
    [InlineData("protectedTopics", "a", "a", false)]
    [InlineData("protectedTopics", "a", "b", true)]
    public async Task A_publish_goes_through_only_if_the_scopes_let_it(string field, string value, string topic, bool allowed)
    {
        await using var sidecars = await RunningSidecars.StartAsync(Component((field, value)));
        sidecars.Host.Notices.ShouldBeEmpty();
        var answer = await sidecars.Http().PostAsync($"/v1.0/publish/pubsub/{topic}", "1");
        if (allowed)
        {
            answer.ShouldBeEmpty();
            return;
        }

        answer.ShouldBeError(403, "ERR_PUBSUB_FORBIDDEN");
        answer.Json.GetProperty("message").GetString().ShouldBe($"topic {topic} is not allowed for app id orders");
    }

    [Fact]
    public async Task A_protected_topic_is_open_to_an_app_that_a_scope_names()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Component(("protectedTopics", "a,b"), ("publishingScopes", "orders=a")));
        (await sidecars.Http().PostAsync("/v1.0/publish/pubsub/a", "1")).ShouldBeEmpty();
        (await sidecars.Http().PostAsync("/v1.0/publish/pubsub/b", "1")).ShouldBeError(403, "ERR_PUBSUB_FORBIDDEN");
    }

    [Fact]
    public async Task What_is_not_among_the_allowed_topics_no_scope_opens()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Component(("allowedTopics", "a"), ("publishingScopes", "orders=a,b")));
        (await sidecars.Http().PostAsync("/v1.0/publish/pubsub/b", "1")).ShouldBeError(403, "ERR_PUBSUB_FORBIDDEN");
    }

    [Fact]
    public async Task A_bulk_publish_is_refused_as_a_whole()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Component(("publishingScopes", "orders=a")));
        const string Entries = """[{"entryId":"1","event":{"n":1},"contentType":"application/json"}]""";
        (await sidecars.Http().PostAsync("/v1.0/publish/bulk/pubsub/b", Entries)).ShouldBeError(403, "ERR_PUBSUB_FORBIDDEN");
        (await sidecars.Http().PostAsync("/v1.0/publish/bulk/pubsub/a", Entries)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Over_gRPC_the_permission_is_denied()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Component(("publishingScopes", "orders=a")));
        var request = new PublishEventRequest { PubsubName = "pubsub", Topic = "b" };
        var error = await Should.ThrowAsync<RpcException>(() => sidecars.Grpc().CallAsync("PublishEvent", request, Empty.Parser));
        error.StatusCode.ShouldBe(StatusCode.PermissionDenied);
    }

    [Theory]
    [InlineData("subscriptionScopes", "orders=b")]
    [InlineData("allowedTopics", "b")]
    [InlineData("protectedTopics", "a")]
    public async Task A_closed_topic_is_not_subscribed_to(string field, string value)
    {
        // The publisher is not narrowed by a subscription scope; where it is, its publish fails and nothing comes either.
        await using var subscriber = await Subscriber.StartAsync(BothTopics, Component((field, value)));
        await subscriber.Sidecar.PostAsync("/v1.0/publish/pubsub/a", "1");
        (await subscriber.DeliverAsync("pubsub/b", "2")).Target.ShouldBe("/on-b");
    }

    [Fact]
    public async Task A_dead_letter_topic_that_the_app_may_not_publish_to_gets_nothing()
    {
        const string WithDeadLetter = """
            [{"pubsubname":"pubsub","topic":"a","route":"/on-a","deadLetterTopic":"dead"},{"pubsubname":"pubsub","topic":"dead","route":"/on-dead"}]
            """;
        await using var subscriber = await Subscriber.StartAsync(WithDeadLetter, Component(("publishingScopes", "orders=a")));
        subscriber.App.Answer = Subscriber.Status(500);
        await subscriber.DeliverAsync("pubsub/a", "1");
        (await subscriber.DeliverAsync("pubsub/a", "2")).Target.ShouldBe("/on-a");
    }

    [Fact]
    public void A_scope_that_names_an_app_twice_gives_it_both_lists()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["subscriptionScopes"] = "orders=a;orders=b" };
        var scopes = new TopicScopes(values, "orders");
        scopes.MaySubscribe("a").ShouldBeTrue();
        scopes.MaySubscribe("b").ShouldBeTrue();
        scopes.MaySubscribe("c").ShouldBeFalse();
        scopes.MayPublish("c").ShouldBeTrue();
    }

    private static string Component(params (string Name, string Value)[] fields) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: pubsub }
        spec:
          type: pubsub.in-memory
          version: v1
          metadata: [{{string.Join(", ", fields.Select(field => $"{{ name: {field.Name}, value: \"{field.Value}\" }}"))}}]
        """;
}
