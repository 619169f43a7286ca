using System.Threading.Channels;

namespace Checkout.Local.Sidecar.PubSub.InMemory;

/// <summary>The events of one topic that wait for one consumer group. Subscribers of the group compete for them.</summary>
/// <param name="capacity">How many events wait while nobody reads.</param>
internal sealed class GroupQueue(int capacity)
{
    private readonly Channel<BrokerMessage> messages = Channel.CreateUnbounded<BrokerMessage>();
    private int readers;

    /// <summary>Whether a subscriber takes the events.</summary>
    public bool HasReader => Volatile.Read(ref readers) > 0;

    /// <summary>Adds an event, unless nobody reads and too many wait.</summary>
    public void Add(BrokerMessage message)
    {
        if (HasReader || messages.Reader.Count < capacity)
        {
            messages.Writer.TryWrite(message);
        }
    }

    /// <summary>Begins to hand the events, in their order, to a subscriber.</summary>
    public IAsyncDisposable Read(TopicConsumer consumer)
    {
        Interlocked.Increment(ref readers);
        return new Subscriber(this, consumer);
    }

    private sealed class Subscriber : IAsyncDisposable
    {
        private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(3);

        private readonly GroupQueue queue;
        private readonly TopicConsumer consumer;
        private readonly SemaphoreSlim slots;
        private readonly CancellationTokenSource stop = new();
        private readonly CancellationTokenSource abort = new();
        private readonly Task reading;

        public Subscriber(GroupQueue queue, TopicConsumer consumer)
        {
            this.queue = queue;
            this.consumer = consumer;
            slots = new SemaphoreSlim(consumer.Concurrency, consumer.Concurrency);
            reading = Task.Run(ReadAsync);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await reading;
            abort.CancelAfter(StopTimeout);
            for (var slot = 0; slot < consumer.Concurrency; slot++)
            {
                await slots.WaitAsync(CancellationToken.None); // what is in hand ends first
            }

            Interlocked.Decrement(ref queue.readers);
            slots.Dispose();
            stop.Dispose();
            abort.Dispose();
        }

        private async Task ReadAsync()
        {
            try
            {
                while (true)
                {
                    await slots.WaitAsync(stop.Token);
                    try
                    {
                        _ = HandleAsync(await queue.messages.Reader.ReadAsync(stop.Token));
                    }
                    catch (OperationCanceledException)
                    {
                        slots.Release();
                        throw;
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The subscription ends.
            }
        }

        private async Task HandleAsync(BrokerMessage message)
        {
            try
            {
                await consumer.HandleAsync(message, abort.Token);
            }
            catch (OperationCanceledException) when (abort.IsCancellationRequested)
            {
                // The sidecar stops before the app has answered.
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
