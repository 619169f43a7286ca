namespace Checkout.Local.Sidecar.PubSub;

/// <summary>A pub/sub component: carries messages from the apps that publish to the consumer groups that subscribe.</summary>
internal interface IPubSubBroker : IAsyncDisposable
{
    /// <summary>Whether the broker itself drops messages whose <c>ttlInSeconds</c> has passed.</summary>
    bool ExpiresMessages { get; }

    /// <summary>Reaches the broker for the first time.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>A task that ends when the broker can be used.</returns>
    /// <exception cref="BrokerException">The broker cannot be reached, or does not let the sidecar in.</exception>
    Task ConnectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Announces a consumer group of this run: until it is <see cref="Decide">decided</see>, a broker that has no queues of its own keeps
    /// for it whatever is published, so that nothing is lost while the apps come up.
    /// </summary>
    /// <param name="group">The consumer group.</param>
    void Expect(string group);

    /// <summary>Says that a consumer group has subscribed to all that it wants.</summary>
    /// <param name="group">The consumer group.</param>
    void Decide(string group);

    /// <summary>Hands a message over. When the task ends, every consumer group of the topic will get it.</summary>
    /// <param name="topic">Name of the topic.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>A task that ends when the broker has the message.</returns>
    /// <exception cref="BrokerException">The broker does not take the message, or cannot be reached.</exception>
    Task PublishAsync(string topic, BrokerMessage message, CancellationToken cancellationToken);

    /// <summary>Begins to take messages of a topic for a consumer group; each message goes to one subscriber of the group.</summary>
    /// <param name="consumer">Who takes them, and how.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The subscription; disposing of it waits for the messages in hand.</returns>
    /// <exception cref="BrokerException">The broker does not let the group subscribe, or cannot be reached.</exception>
    Task<IAsyncDisposable> SubscribeAsync(TopicConsumer consumer, CancellationToken cancellationToken);
}

/// <summary>Takes the messages of one topic for one consumer group.</summary>
/// <param name="Group">The consumer group: the app's ID.</param>
/// <param name="Topic">Name of the topic.</param>
/// <param name="Metadata">Options of the subscription, some of which only the broker knows.</param>
/// <param name="Concurrency">How many messages are handled at once.</param>
/// <param name="HandleAsync">
/// Takes a message. The message is done with when the task ends; if the task is cancelled the broker may deliver it again.
/// </param>
internal sealed record TopicConsumer(
    string Group,
    string Topic,
    IReadOnlyDictionary<string, string> Metadata,
    int Concurrency,
    Func<BrokerMessage, CancellationToken, Task<MessageOutcome>> HandleAsync);

/// <summary>What the broker is to do with a message that was delivered.</summary>
internal enum MessageOutcome
{
    /// <summary>Forget it.</summary>
    Done,

    /// <summary>What it does with failures: deliver it again, put it aside, or forget it.</summary>
    Failed,
}

/// <summary>What goes through a broker.</summary>
/// <param name="Data">A CloudEvent as JSON, or the payload as it is when it was published raw.</param>
/// <param name="Metadata">What the publisher gave with it, by name.</param>
internal sealed record BrokerMessage(ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata);
