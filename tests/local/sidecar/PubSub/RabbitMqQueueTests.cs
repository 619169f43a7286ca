using RabbitMQ.Client;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>What <c>pubsub.rabbitmq</c> makes in the broker: exchanges, queues and messages as daprd makes them.</summary>
public sealed class RabbitMqQueueTests
{
    private const string Orders = """[{"pubsubname":"pubsub","topic":"orders","route":"/on-orders"}]""";

    [Fact]
    public async Task A_topic_is_a_durable_fanout_exchange_and_a_group_a_durable_queue_both_deleted_when_unused()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders);
        await subscriber.Channel.ExchangeDeclareAsync("orders", "fanout", durable: true, autoDelete: true, cancellationToken: Cancelled);
        await subscriber.Channel.QueueDeclareAsync(
            "orders-orders", durable: true, exclusive: false, autoDelete: true, Arguments(("x-queue-type", "classic")), cancellationToken: Cancelled);
        (await subscriber.Channel.ConsumerCountAsync("orders-orders", Cancelled)).ShouldBe(1u);
    }

    [Fact]
    public async Task Fields_and_subscription_metadata_shape_the_queue()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(
            """
            [{"pubsubname":"pubsub","topic":"orders","route":"/on-orders",
              "metadata":{"queueName":"mine","maxPriority":"9","singleActiveConsumer":"true","maxLenBytes":"2000"}}]
            """,
            ("durable", "false"), ("deletedWhenUnused", "false"), ("maxLen", "10"), ("enableDeadLetter", "true"), ("exchangeKind", "direct"));
        await subscriber.Channel.ExchangeDeclareAsync("orders", "direct", durable: false, autoDelete: false, cancellationToken: Cancelled);
        await subscriber.Channel.QueueDeclareAsync("mine", durable: false, exclusive: false, autoDelete: false, Arguments(
            ("x-queue-type", "classic"), ("x-max-priority", 9), ("x-single-active-consumer", true), ("x-max-length", 10L),
            ("x-max-length-bytes", 2000L), ("x-dead-letter-exchange", "dlx-mine")), cancellationToken: Cancelled);
        await subscriber.Channel.ExchangeDeclareAsync("dlx-mine", "fanout", durable: true, autoDelete: false, cancellationToken: Cancelled);
        await subscriber.Channel.QueueDeclareAsync(
            "dlq-mine", durable: true, exclusive: false, autoDelete: false, Arguments(("x-max-length", 10L), ("x-queue-mode", "lazy")), cancellationToken: Cancelled);
    }

    [Fact]
    public async Task Metadata_of_a_publish_becomes_properties_of_the_message()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, ("deliveryMode", "2"));
        var tap = await subscriber.TapAsync("orders");
        await subscriber.Subscriber.PublishAsync(
            "pubsub/orders?metadata.ttlInSeconds=60&metadata.priority=7&metadata.messageID=m&metadata.correlationID=c&metadata.type=t&metadata.contentType=x/y",
            "1");
        var message = (await subscriber.TakeAsync(tap)).BasicProperties;
        message.Expiration.ShouldBe("60000");
        message.Priority.ShouldBe((byte)7);
        message.MessageId.ShouldBe("m");
        message.CorrelationId.ShouldBe("c");
        message.Type.ShouldBe("t");
        message.ContentType.ShouldBe("x/y");
        message.DeliveryMode.ShouldBe(DeliveryModes.Persistent);
    }

    [Fact]
    public async Task A_message_that_says_nothing_has_the_components_time_to_live_and_is_not_kept_on_disk()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, ("ttlInSeconds", "30"));
        var tap = await subscriber.TapAsync("orders");
        await subscriber.Subscriber.PublishAsync("pubsub/orders?metadata.rawPayload=true", "text/plain", "raw"u8.ToArray());
        var message = await subscriber.TakeAsync(tap);
        message.BasicProperties.Expiration.ShouldBe("30000");
        message.BasicProperties.DeliveryMode.ShouldNotBe(DeliveryModes.Persistent);
        message.BasicProperties.ContentType.ShouldBe("text/plain");
        message.Body.ToArray().ShouldBe("raw"u8.ToArray());
    }

    [Fact]
    public async Task A_time_to_live_given_for_a_whole_bulk_holds_for_each_message()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders);
        var tap = await subscriber.TapAsync("orders");
        const string Entries = """[{"entryId":"1","event":{"n":1},"contentType":"application/json"},{"entryId":"2","event":{"n":2},"contentType":"application/json"}]""";
        (await subscriber.Subscriber.Sidecar.PostAsync("/v1.0/publish/bulk/pubsub/orders?metadata.ttlInSeconds=5", Entries)).ShouldBeEmpty();
        (await subscriber.TakeAsync(tap)).BasicProperties.Expiration.ShouldBe("5000");
        (await subscriber.TakeAsync(tap)).BasicProperties.Expiration.ShouldBe("5000");
    }

    [Fact]
    public async Task An_expired_message_is_never_delivered()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync(Orders, ("prefetchCount", "1"));
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        subscriber.App.Answer = _ => held.Task;
        await subscriber.Subscriber.DeliverAsync("pubsub/orders", "1"); // the app has it in hand, so the others wait in the broker
        await subscriber.Subscriber.PublishAsync("pubsub/orders?metadata.ttl=50ms", "2");
        await subscriber.Subscriber.PublishAsync("pubsub/orders", "3");
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await subscriber.Channel.MessageCountAsync("orders-orders", Cancelled) != 1)
        {
            await ticks.WaitForNextTickAsync(Cancelled);
        }

        held.SetResult();
        (await Broker.EventsAsync(subscriber.App, 2))[1].Json().GetProperty("data").GetInt32().ShouldBe(3);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public async Task The_queue_outlives_the_subscriber_unless_it_is_deleted_when_unused(string deletedWhenUnused, bool survives)
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? string.Empty);
        var address = (await RabbitMqServer.Shared).NewAddress();
        var resources = RabbitMqSubscriber.Component(address, ("deletedWhenUnused", deletedWhenUnused));
        await using (await Subscriber.StartAsync(Orders, resources))
        {
            // Comes and goes.
        }

        await using (var publisher = await RunningSidecars.StartAsync(resources, [RunningSidecars.App("other")]))
        {
            (await publisher.Http("other").PostAsync("/v1.0/publish/pubsub/orders", """{"n":1}""")).ShouldBeEmpty();
        }

        await using var back = await Subscriber.StartAsync(Orders, resources);
        await back.PublishAsync("pubsub/orders", """{"n":2}""");
        var seen = await Broker.EventsAsync(back.App, survives ? 2 : 1);
        seen.Select(request => request.Json().GetProperty("data").GetProperty("n").GetInt32()).Order().ShouldBe(survives ? [1, 2] : [2]);
    }

    [Fact]
    public async Task A_topic_that_is_there_with_other_settings_is_an_error_at_once()
    {
        await using var subscriber = await RabbitMqSubscriber.StartAsync("[]");
        await subscriber.Channel.ExchangeDeclareAsync("taken", "headers", durable: false, cancellationToken: Cancelled);
        var answer = await subscriber.Subscriber.Sidecar.PostAsync("/v1.0/publish/pubsub/taken", "1");
        answer.ShouldBeError(500, "ERR_PUBSUB_PUBLISH_MESSAGE");
        answer.Json.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("PRECONDITION_FAILED");
        (await subscriber.Subscriber.Sidecar.PostAsync("/v1.0/publish/pubsub/free", "1")).ShouldBeEmpty();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static Dictionary<string, object?> Arguments(params (string Name, object Value)[] arguments) =>
        arguments.ToDictionary(argument => argument.Name, object? (argument) => argument.Value, StringComparer.Ordinal);
}
