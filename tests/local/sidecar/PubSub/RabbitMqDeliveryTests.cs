using System.Text.Json;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>What the fields of <c>pubsub.rabbitmq</c> do to the delivery of events.</summary>
public sealed class RabbitMqDeliveryTests
{
    private const string Orders = """[{"pubsubname":"pubsub","topic":"orders","route":"/on-orders"}]""";

    [Fact]
    public async Task An_event_arrives_without_the_publishers_metadata()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders);
        var seen = await subscriber.Subscriber.DeliverAsync("pubsub/orders?metadata.ttlInSeconds=60", """{"n":1}""");
        seen.Target.ShouldBe("/on-orders");
        seen.Field("topic").ShouldBe("orders");
        seen.Json().GetProperty("data").GetRawText().ShouldBe("""{"n":1}""");
        seen.Json().TryGetProperty("expiration", out _).ShouldBeFalse(); // the broker sees to it
        seen.Headers.ShouldNotContainKey("Ttlinseconds");
    }

    [Fact]
    public async Task What_the_app_fails_to_take_comes_again_if_it_is_requeued()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, ("requeueInFailure", "true"));
        FailTheFirst(subscriber.App);
        await subscriber.Subscriber.PublishAsync("pubsub/orders", "1");
        var seen = await Broker.EventsAsync(subscriber.App, 2);
        seen[1].Field("id").ShouldBe(seen[0].Field("id"));
    }

    [Fact]
    public async Task And_else_it_is_forgotten()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, ("concurrencyMode", "single"));
        FailTheFirst(subscriber.App);
        await subscriber.Subscriber.PublishAsync("pubsub/orders", "1");
        await subscriber.Subscriber.PublishAsync("pubsub/orders", "2");
        var seen = await Broker.EventsAsync(subscriber.App, 2);
        seen.Select(request => request.Json().GetProperty("data").GetInt32()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Or_it_goes_to_the_queues_own_dead_letter_queue()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, ("enableDeadLetter", "true"));
        FailTheFirst(subscriber.App);
        await subscriber.Subscriber.PublishAsync("pubsub/orders", """{"n":1}""");
        using var dead = JsonDocument.Parse((await subscriber.TakeAsync("dlq-orders-orders")).Body);
        dead.RootElement.GetProperty("id").GetString().ShouldBe((await Broker.EventsAsync(subscriber.App, 1))[0].Field("id"));
    }

    [Fact]
    public async Task What_is_acknowledged_automatically_is_not_dead_lettered()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, ("autoAck", "true"), ("requeueInFailure", "true"), ("concurrencyMode", "single"));
        FailTheFirst(subscriber.App);
        await subscriber.Subscriber.PublishAsync("pubsub/orders", "1");
        await subscriber.Subscriber.PublishAsync("pubsub/orders", "2");
        (await Broker.EventsAsync(subscriber.App, 2))[1].Json().GetProperty("data").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("concurrencyMode", "single", 1)]
    [InlineData("prefetchCount", "1", 1)]
    [InlineData("prefetchCount", "2", 2)]
    [InlineData("concurrencyMode", "parallel", 4)]
    public async Task As_many_events_as_allowed_are_with_the_app_at_once(string field, string value, int atOnce)
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, (field, value));
        var crowd = new Crowd(atOnce);
        subscriber.App.Answer = _ => crowd.JoinAsync();
        for (var n = 0; n < 4; n++)
        {
            await subscriber.Subscriber.PublishAsync("pubsub/orders", $"{n}");
        }

        await Broker.EventsAsync(subscriber.App, 4);
        crowd.Most.ShouldBe(atOnce);
    }

    [Fact]
    public async Task Routing_keys_choose_among_the_events_of_a_topic_exchange()
    {
        const string Some = """[{"pubsubname":"pubsub","topic":"orders","route":"/on-orders","metadata":{"routingKey":"eu.*,us"}}]""";
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Some, ("exchangeKind", "topic"), ("concurrencyMode", "single"));
        foreach (var key in new[] { "asia", "eu.de", "us" })
        {
            await subscriber.Subscriber.PublishAsync($"pubsub/orders?metadata.routingKey={key}", $"\"{key}\"");
        }

        (await Broker.EventsAsync(subscriber.App, 2)).Select(seen => seen.Field("data")).ShouldBe(["eu.de", "us"]);
    }

    [Fact]
    public async Task The_messages_properties_are_shown_as_headers_if_asked_for()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, ("publishMessagePropertiesToMetadata", "true"));
        var seen = await subscriber.Subscriber.DeliverAsync("pubsub/orders?metadata.messageID=m-1&metadata.correlationID=c-1", "1");
        seen.Headers["metadata.messageid"].ShouldBe("m-1");
        seen.Headers["metadata.correlationid"].ShouldBe("c-1");
        seen.Headers["metadata.contenttype"].ShouldBe("text/plain");
    }

    [Fact]
    public async Task Apps_with_one_consumer_ID_share_the_events()
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? string.Empty);
        var resources = RabbitMqSubscriber.Component((await RabbitMqServer.Shared).NewAddress(), ("consumerID", "both"));
        await using var one = await Subscriber.StartAsync(Orders, resources);
        await using var other = await Subscriber.StartAsync(Orders, resources, app => app with { AppId = "orders" });
        for (var n = 0; n < 6; n++)
        {
            await one.PublishAsync("pubsub/orders", $"{n}");
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (one.App.Requests.Count + other.App.Requests.Count < 6)
        {
            await ticks.WaitForNextTickAsync(deadline.Token);
        }

        one.App.Requests.Concat(other.App.Requests).Select(seen => seen.Json().GetProperty("data").GetInt32()).Order().ShouldBe([0, 1, 2, 3, 4, 5]);
        one.App.Requests.ShouldNotBeEmpty();
        other.App.Requests.ShouldNotBeEmpty();
    }

    private static void FailTheFirst(Callee app)
    {
        var isFirst = 1;
        app.Answer = context => Interlocked.Exchange(ref isFirst, 0) == 1 ? Subscriber.Status(500)(context) : Task.CompletedTask;
    }

    /// <summary>Holds requests back until a number of them is there, and counts how many are.</summary>
    private sealed class Crowd(int size)
    {
        private readonly TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock gate = new();
        private int present;

        public int Most { get; private set; }

        public async Task JoinAsync()
        {
            lock (gate)
            {
                Most = Math.Max(Most, ++present);
                if (present >= size)
                {
                    full.TrySetResult();
                }
            }

            await full.Task;
            lock (gate)
            {
                present--;
            }
        }
    }
}
