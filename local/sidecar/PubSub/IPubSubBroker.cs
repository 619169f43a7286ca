namespace Checkout.Local.Sidecar.PubSub;

/// <summary>A pub/sub component: carries messages from the apps that publish to the consumer groups that subscribe.</summary>
internal interface IPubSubBroker : IAsyncDisposable
{
    /// <summary>Whether the broker itself drops messages whose <c>ttlInSeconds</c> has passed.</summary>
    bool ExpiresMessages { get; }

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
    Task PublishAsync(string topic, BrokerMessage message, CancellationToken cancellationToken);

    /// <summary>Begins to take messages of a topic for a consumer group; each message goes to one subscriber of the group.</summary>
    /// <param name="group">The consumer group: the app's ID.</param>
    /// <param name="topic">Name of the topic.</param>
    /// <param name="handle">
    /// Takes a message. The message is done when the task ends; if the task is cancelled the broker may deliver it again.
    /// </param>
    /// <param name="concurrency">How many messages are handled at once.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The subscription; disposing of it waits for the messages in hand.</returns>
    Task<IAsyncDisposable> SubscribeAsync(
        string group, string topic, Func<BrokerMessage, CancellationToken, Task> handle, int concurrency, CancellationToken cancellationToken);
}

/// <summary>What goes through a broker.</summary>
/// <param name="Data">A CloudEvent as JSON, or the payload as it is when it was published raw.</param>
/// <param name="Metadata">What the publisher gave with it, by name.</param>
internal sealed record BrokerMessage(ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Metadata);
