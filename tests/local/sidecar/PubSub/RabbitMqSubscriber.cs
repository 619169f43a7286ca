using RabbitMQ.Client;

namespace Checkout.Local.Tests.Sidecar.PubSub;

/// <summary>The app <c>orders</c> behind a sidecar on RabbitMQ, with a virtual host of its own, and a look into the broker.</summary>
internal sealed class RabbitMqSubscriber : IAsyncDisposable
{
    private readonly IConnection connection;

    private RabbitMqSubscriber(Subscriber subscriber, IConnection connection, IChannel channel)
    {
        Subscriber = subscriber;
        this.connection = connection;
        Channel = channel;
    }

    public Subscriber Subscriber { get; }

    public Callee App => Subscriber.App;

    public IChannel Channel { get; }

    /// <summary>A component over a server.</summary>
    public static string Component(string address, params (string Name, string Value)[] fields) => $$"""
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: pubsub }
        spec:
          type: pubsub.rabbitmq
          version: v1
          metadata:
            - { name: connectionString, value: "{{address}}" }
            - { name: reconnectWait, value: 100ms }
        {{string.Concat(fields.Select(field => $"    - {{ name: {field.Name}, value: \"{field.Value}\" }}\n"))}}
        """;

    public static async Task<RabbitMqSubscriber> StartAsync(string subscriptions, params (string Name, string Value)[] fields)
    {
        Assert.SkipWhen(RabbitMqServer.Missing is not null, RabbitMqServer.Missing ?? string.Empty);
        var address = (await RabbitMqServer.Shared).NewAddress();
        var subscriber = await Subscriber.StartAsync(subscriptions, Component(address, fields));
        var client = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        return new RabbitMqSubscriber(subscriber, client, await client.CreateChannelAsync());
    }

    /// <summary>Binds a queue of the test's own to a topic, to see what is published as the broker has it.</summary>
    public async Task<string> TapAsync(string topic)
    {
        var queue = (await Channel.QueueDeclareAsync()).QueueName;
        await Channel.QueueBindAsync(queue, topic, string.Empty);
        return queue;
    }

    /// <summary>Takes the next message of a queue, once it is there.</summary>
    public async Task<BasicGetResult> TakeAsync(string queue)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            if (await Channel.BasicGetAsync(queue, autoAck: true) is { } message)
            {
                return message;
            }

            await ticks.WaitForNextTickAsync(deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await Subscriber.DisposeAsync();
    }
}
