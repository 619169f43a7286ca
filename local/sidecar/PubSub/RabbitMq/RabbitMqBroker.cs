using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>
/// The component <c>pubsub.rabbitmq</c> of one app. A topic is an exchange, a consumer group a queue. Messages wait in the queue while the
/// app's sidecar is down, unless the queue is deleted when unused.
/// </summary>
internal sealed class RabbitMqBroker : IPubSubBroker
{
    private readonly RabbitMqOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly RabbitMqConnection connection;
    private readonly RabbitMqPublisher publisher;

    /// <summary>Creates the component; it connects later.</summary>
    /// <param name="options">The component's settings.</param>
    /// <param name="time">Clock for the pauses between tries.</param>
    /// <param name="logger">Where losses of the connection go.</param>
    public RabbitMqBroker(RabbitMqOptions options, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.time = time;
        this.logger = logger;
        connection = new RabbitMqConnection(options);
        publisher = new RabbitMqPublisher(connection, options, time);
    }

    /// <inheritdoc/>
    public bool ExpiresMessages => true;

    /// <inheritdoc/>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await publisher.OpenAsync(cancellationToken);
        }
        catch (Exception e) when (RabbitMqFailure.Is(e))
        {
            throw RabbitMqFailure.Describe(options, e);
        }
    }

    /// <inheritdoc/>
    public void Expect(string group)
    {
        // A queue is there from the first subscription on, not before.
    }

    /// <inheritdoc/>
    public void Decide(string group)
    {
        // Likewise.
    }

    /// <inheritdoc/>
    public Task PublishAsync(string topic, BrokerMessage message, CancellationToken cancellationToken) =>
        publisher.PublishAsync(topic, message, cancellationToken);

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> SubscribeAsync(TopicConsumer consumer, CancellationToken cancellationToken) =>
        await RabbitMqSubscription.OpenAsync(connection, options, consumer, time, logger, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await publisher.DisposeAsync();
        await connection.DisposeAsync();
    }
}
