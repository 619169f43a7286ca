using System.Buffers;
using System.Threading.Channels;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>The workers of one app: their streams share one queue, each item goes to exactly one of them.</summary>
internal sealed class AppWorkers
{
    private readonly Channel<WorkItem> _queue = Channel.CreateUnbounded<WorkItem>();
    private readonly Dictionary<(string, int?), WorkItem> _out = [];
    private readonly List<WorkItem> _held = [];
    private readonly Lock _sync = new();
    private TaskCompletionSource _connected = NewSignal();
    private int _streams;

    /// <summary>How many work item streams are open.</summary>
    internal int Streams => Volatile.Read(ref _streams);

    /// <summary>Ends when a worker is connected; at once if one is.</summary>
    internal Task Connected
    {
        get
        {
            lock (_sync)
            {
                return _connected.Task;
            }
        }
    }

    internal void Enqueue(WorkItem item) => _queue.Writer.TryWrite(item);

    /// <summary>Opens a stream; <see cref="Close"/> ends it.</summary>
    internal object Open()
    {
        lock (_sync)
        {
            _streams++;
            _connected.TrySetResult();
            return new object();
        }
    }

    /// <summary>Ends a stream: what is out on it goes back into the queue.</summary>
    internal void Close(object stream)
    {
        List<WorkItem> lost;
        lock (_sync)
        {
            if (--_streams == 0)
            {
                _connected = NewSignal();
            }

            lost = [.. _out.Values.Where(item => item.SentOn == stream)];
            lost.ForEach(item => _out.Remove(item.Key));
        }

        lost.ForEach(Enqueue);
    }

    /// <summary>Waits for work and writes all there is, up to what one flush should carry.</summary>
    internal async Task WriteNextAsync(object stream, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        const int MostAtOnce = 32;
        await _queue.Reader.WaitToReadAsync(cancellationToken);
        for (var written = 0; written < MostAtOnce && _queue.Reader.TryRead(out var item); written++)
        {
            if (!TryTake(item, stream))
            {
                continue;
            }

            if (!item.TryWrite(output))
            {
                Take(item.Key);
            }
        }
    }

    /// <summary>Takes the item that an answer belongs to; null when there is none, because the answer is late, repeated or unknown.</summary>
    internal WorkItem? Take((string InstanceId, int? TaskId) key)
    {
        lock (_sync)
        {
            if (!_out.Remove(key, out var item))
            {
                return null;
            }

            if (_held.Find(held => held.Key == key) is { } next)
            {
                _held.Remove(next);
                Enqueue(next);
            }

            return item;
        }
    }

    /// <summary>Answers name instance and task only, so two items of the same names are never out together.</summary>
    private bool TryTake(WorkItem item, object stream)
    {
        lock (_sync)
        {
            if (!_out.TryAdd(item.Key, item))
            {
                _held.Add(item);
                return false;
            }

            item.SentOn = stream;
            return true;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
