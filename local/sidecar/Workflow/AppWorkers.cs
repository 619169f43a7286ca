using System.Buffers;
using System.Threading.Channels;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>The workers of one app: their streams share one queue, each item goes to exactly one of them.</summary>
/// <param name="settings">How much work may be out at a time.</param>
internal sealed class AppWorkers(WorkflowSettings settings)
{
    private readonly Channel<WorkItem> queue = Channel.CreateUnbounded<WorkItem>();
    private readonly Dictionary<(string, int?), WorkItem> sent = [];
    private readonly List<WorkItem> held = [];
    private readonly WorkSlots turns = new(settings.Turns);
    private readonly WorkSlots activities = new(settings.Activities);
    private readonly Lock sync = new();
    private TaskCompletionSource connected = NewSignal();
    private int streams;

    /// <summary>How many work item streams are open.</summary>
    internal int Streams => Volatile.Read(ref streams);

    /// <summary>Ends when a worker is connected; at once if one is.</summary>
    internal Task Connected
    {
        get
        {
            lock (sync)
            {
                return connected.Task;
            }
        }
    }

    internal void Enqueue(WorkItem item) => queue.Writer.TryWrite(item);

    /// <summary>Opens a stream; <see cref="Close"/> ends it.</summary>
    internal object Open()
    {
        lock (sync)
        {
            streams++;
            connected.TrySetResult();
            return new object();
        }
    }

    /// <summary>Ends a stream: what is out on it goes back into the queue.</summary>
    internal void Close(object stream)
    {
        List<WorkItem> lost;
        lock (sync)
        {
            if (--streams == 0)
            {
                connected = NewSignal();
            }

            lost = [.. sent.Values.Where(item => item.SentOn == stream)];
            lost.ForEach(item => sent.Remove(item.Key));
        }

        lost.ForEach(Enqueue);
    }

    /// <summary>Waits for work and writes all there is, up to what one flush should carry.</summary>
    internal async Task WriteNextAsync(object stream, IBufferWriter<byte> output, CancellationToken cancellationToken)
    {
        const int MostAtOnce = 32;
        await queue.Reader.WaitToReadAsync(cancellationToken);
        for (var written = 0; written < MostAtOnce && queue.Reader.TryRead(out var item); written++)
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

    /// <summary>Takes the item that an answer belongs to; null for an answer that is late, repeated or unknown.</summary>
    internal WorkItem? Take((string InstanceId, int? TaskId) key)
    {
        lock (sync)
        {
            if (!sent.Remove(key, out var item))
            {
                return null;
            }

            SlotsOf(item).Leave(item);
            if (held.Find(held => !sent.ContainsKey(held.Key) && SlotsOf(held).TryEnter(held)) is { } next)
            {
                held.Remove(next);
                Enqueue(next);
            }

            return item;
        }
    }

    /// <summary>
    /// Answers name instance and task only, so two items of the same names are never out together; nor are more than the limits allow.
    /// </summary>
    private bool TryTake(WorkItem item, object stream)
    {
        lock (sync)
        {
            if (sent.ContainsKey(item.Key) || !SlotsOf(item).TryEnter(item))
            {
                SlotsOf(item).Leave(item);
                held.Add(item);
                return false;
            }

            sent.Add(item.Key, item);
            item.SentOn = stream;
            return true;
        }
    }

    private WorkSlots SlotsOf(WorkItem item) => item.Key.TaskId is null ? turns : activities;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
