using RabbitMQ.Client;

namespace Checkout.Local.Sidecar.PubSub.RabbitMq;

/// <summary>Settings of a <c>pubsub.rabbitmq</c> component, version 1, with daprd's defaults.</summary>
/// <param name="Address">Where the broker is, and who asks: <c>amqp://user:password@host:port/vhost</c>.</param>
/// <param name="ConsumerId">What the names of the queues begin with: apps with the same one compete for the messages.</param>
internal sealed record RabbitMqOptions(Uri Address, string ConsumerId)
{
    /// <summary>Whether exchanges and queues outlive a restart of the broker.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Whether the broker deletes a queue, with all that waits in it, when its last subscriber goes.</summary>
    public bool DeletedWhenUnused { get; init; } = true;

    /// <summary>Whether the broker forgets a message as soon as it has sent it.</summary>
    public bool AutoAck { get; init; }

    /// <summary>Whether a message that the app fails to take is delivered again at once; else it is dead-lettered or forgotten.</summary>
    public bool RequeueInFailure { get; init; }

    /// <summary>Whether each queue has a dead letter queue, <c>dlq-{queue}</c>, for what the app fails to take.</summary>
    public bool EnableDeadLetter { get; init; }

    /// <summary>2 for messages that outlive a restart of the broker; 0 or 1 for others.</summary>
    public byte DeliveryMode { get; init; }

    /// <summary>How many messages the broker sends ahead of their acknowledgement; 0 for all.</summary>
    public byte PrefetchCount { get; init; }

    /// <summary>The most messages in a queue; 0 for any number. The oldest ones make room.</summary>
    public long MaxLength { get; init; }

    /// <summary>The most bytes in a queue; 0 for any number.</summary>
    public long MaxLengthBytes { get; init; }

    /// <summary>Kind of the exchanges: <c>fanout</c>, <c>topic</c>, <c>direct</c> or <c>headers</c>.</summary>
    public string ExchangeKind { get; init; } = ExchangeType.Fanout;

    /// <summary>Whether a publish ends only when the broker has confirmed it.</summary>
    public bool PublisherConfirm { get; init; }

    /// <summary>Whether messages are handled one after the other.</summary>
    public bool IsSingle { get; init; }

    /// <summary>Pause before a lost connection is opened again.</summary>
    public TimeSpan ReconnectWait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often both sides show that they are alive.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long messages are worth delivering that say nothing themselves; null for ever.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>What the broker shows as the connection's name; null for nothing.</summary>
    public string? ClientName { get; init; }

    /// <summary>Whether subscribers see the message's AMQP properties as <c>metadata.…</c> headers.</summary>
    public bool ShowsProperties { get; init; }

    /// <summary>What messages call the broker: where it is, never who asks.</summary>
    public string Display => $"RabbitMQ at {Address.Host}:{(Address.Port < 0 ? AmqpTcpEndpoint.UseDefaultPort : Address.Port)}";
}
