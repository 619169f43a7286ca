namespace Checkout.Local.Sidecar.PubSub.InMemory;

/// <summary>
/// The component <c>pubsub.in-memory</c>, shared by all apps of the run. A consumer group that has once subscribed to a topic keeps its
/// queue, so events wait for it while its sidecar is down. Events that are published before a group of the run has said what it
/// subscribes to are kept for it until it has. An event that the app fails to take is forgotten, as with daprd.
/// </summary>
/// <param name="capacity">How many events of a topic wait for a group that nobody reads for; later ones are dropped.</param>
internal sealed class InMemoryBroker(int capacity = InMemoryBroker.DefaultCapacity) : IPubSubBroker
{
    private const int DefaultCapacity = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Dictionary<string, GroupQueue>> topics = new(StringComparer.Ordinal);
    private readonly HashSet<string> undecided = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool ExpiresMessages => false;

    /// <inheritdoc/>
    public Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Expect(string group)
    {
        lock (gate)
        {
            undecided.Add(group);
        }
    }

    /// <inheritdoc/>
    public void Decide(string group)
    {
        lock (gate)
        {
            if (undecided.Remove(group))
            {
                foreach (var queues in topics.Values.Where(queues => queues.GetValueOrDefault(group) is { HasReader: false }))
                {
                    queues.Remove(group);
                }
            }
        }
    }

    /// <inheritdoc/>
    public Task PublishAsync(string topic, BrokerMessage message, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            foreach (var group in undecided)
            {
                Queue(topic, group);
            }

            foreach (var queue in topics.GetValueOrDefault(topic)?.Values.AsEnumerable() ?? [])
            {
                queue.Add(message);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IAsyncDisposable> SubscribeAsync(TopicConsumer consumer, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return Task.FromResult<IAsyncDisposable>(Queue(consumer.Topic, consumer.Group).Read(consumer));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private GroupQueue Queue(string topic, string group)
    {
        if (!topics.TryGetValue(topic, out var queues))
        {
            topics[topic] = queues = new Dictionary<string, GroupQueue>(StringComparer.Ordinal);
        }

        if (!queues.TryGetValue(group, out var queue))
        {
            queues[group] = queue = new GroupQueue(capacity);
        }

        return queue;
    }
}
