using System.Globalization;
using RabbitMQ.Client;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>
/// Publishes to the exchange that has the topic's name. A publish that fails is tried three times in all, as with daprd. Without
/// <c>publisherConfirm</c> it ends when the message has been sent, and the broker may still lose it.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="options">The component's settings.</param>
/// <param name="time">Clock for the pauses between the tries.</param>
internal sealed class RabbitMqPublisher(RabbitMqConnection connection, RabbitMqOptions options, TimeProvider time) : IAsyncDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly HashSet<string> exchanges = new(StringComparer.Ordinal);
    private IChannel? channel;

    /// <summary>Opens the channel.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await ChannelAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Publishes a message.</summary>
    /// <exception cref="BrokerException">The broker did not take it.</exception>
    public async Task PublishAsync(string topic, BrokerMessage message, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryAsync(topic, message, cancellationToken);
                return;
            }
            catch (Exception e) when (RabbitMqFailure.Is(e))
            {
                if (attempt == Tries || RabbitMqFailure.IsRefusal(e))
                {
                    throw RabbitMqFailure.Describe(options, e);
                }
            }

            await Task.Delay(channel is { IsOpen: true } ? Pause : options.ReconnectWait, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (channel?.DisposeAsync() ?? ValueTask.CompletedTask);
        gate.Dispose();
    }

    private async Task TryAsync(string topic, BrokerMessage message, CancellationToken cancellationToken)
    {
        IChannel open;
        await gate.WaitAsync(cancellationToken);
        try
        {
            open = await ChannelAsync(cancellationToken);
            if (!exchanges.Contains(topic))
            {
                await RabbitMqTopology.DeclareExchangeAsync(open, topic, options, cancellationToken);
                exchanges.Add(topic);
            }
        }
        finally
        {
            gate.Release();
        }

        var routingKey = EventMetadata.Find(message.Metadata, "routingKey") ?? string.Empty;
        await open.BasicPublishAsync(topic, routingKey, mandatory: false, Properties(message.Metadata), message.Data, cancellationToken);
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (channel is { IsOpen: true } open)
        {
            return open;
        }

        exchanges.Clear(); // one that nobody used may have gone
        var last = channel;
        channel = await connection.OpenChannelAsync(new CreateChannelOptions(options.PublisherConfirm, options.PublisherConfirm), cancellationToken);
        await (last?.DisposeAsync() ?? ValueTask.CompletedTask);
        return channel;
    }

    private BasicProperties Properties(IReadOnlyDictionary<string, string> metadata)
    {
        var properties = new BasicProperties { ContentType = EventMetadata.Find(metadata, "contentType") ?? EventContentType.Default };
        if (options.DeliveryMode > 0)
        {
            properties.DeliveryMode = (DeliveryModes)options.DeliveryMode;
        }

        if ((EventMetadata.TimeToLive(metadata) ?? options.TimeToLive) is { } timeToLive)
        {
            properties.Expiration = ((long)timeToLive.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        if (int.TryParse(EventMetadata.Find(metadata, "priority"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var priority))
        {
            properties.Priority = (byte)Math.Clamp(priority, byte.MinValue, byte.MaxValue);
        }

        Set("messageID", value => properties.MessageId = value);
        Set("correlationID", value => properties.CorrelationId = value);
        Set("type", value => properties.Type = value);
        return properties;

        void Set(string name, Action<string> set)
        {
            if (EventMetadata.Find(metadata, name) is { Length: > 0 } value)
            {
                set(value);
            }
        }
    }
}
