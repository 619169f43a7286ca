using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.State;

/// <summary>
/// The one thread that writes. Transactions that arrive while a commit is on its way to the disk are applied together in the next
/// one and acknowledged after its synchronised write; a refused one does not disturb the others.
/// </summary>
internal sealed partial class GroupCommit : IAsyncDisposable
{
    // Bounds the time a caller waits for the commit it shares, and the size of the write-ahead log.
    private const int MaxTransactionsPerCommit = 512;

    private readonly IGroupWriter writer;
    private readonly TimeProvider time;
    private readonly string store;
    private readonly ILogger logger;
    private readonly BlockingCollection<QueuedTransaction> queue = [];
    private readonly Thread thread;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long physicalCommits;
    private long transactions;
    private long operations;

    /// <summary>Starts the thread.</summary>
    /// <param name="writer">Writes the groups; disposed at the end.</param>
    /// <param name="time">Clock for expiry.</param>
    /// <param name="store">What error messages call the store: its file, or where its server is.</param>
    /// <param name="logger">Where failures go.</param>
    public GroupCommit(IGroupWriter writer, TimeProvider time, string store, ILogger logger)
    {
        this.writer = writer;
        this.time = time;
        this.store = store;
        this.logger = logger;
        thread = new Thread(Run) { IsBackground = true, Name = $"state {Path.GetFileName(store)}" };
        thread.Start();
    }

    /// <summary>What has been committed so far.</summary>
    public StateStoreCounters Counters =>
        new(Interlocked.Read(ref physicalCommits), Interlocked.Read(ref transactions), Interlocked.Read(ref operations));

    /// <summary>Queues a transaction.</summary>
    /// <param name="changes">What to apply.</param>
    /// <returns>A task that ends when the transaction is durable.</returns>
    public Task Enqueue(IReadOnlyList<StateChange> changes)
    {
        var pending = new QueuedTransaction(changes);
        return TryAdd(pending) ? pending.Task : Task.FromException(new StateStoreException($"{store} is closed."));
    }

    /// <summary>Queues the removal of expired rows.</summary>
    public void Sweep() => TryAdd(new QueuedTransaction(null));

    /// <summary>Commits what is queued, then closes the store.</summary>
    /// <returns>A task that ends when the writer is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await ended.Task;
        queue.Dispose();
    }

    private bool TryAdd(QueuedTransaction pending)
    {
        try
        {
            return !queue.IsAddingCompleted && queue.TryAdd(pending);
        }
        catch (InvalidOperationException)
        {
            return false; // completed between the two calls, or disposed
        }
    }

    private void Run()
    {
        var batch = new List<QueuedTransaction>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxTransactionsPerCommit && queue.TryTake(out var next))
            {
                batch.Add(next);
            }

            Commit(batch);
            batch.Clear();
        }

        writer.Dispose();
        ended.SetResult();
    }

    private void Commit(List<QueuedTransaction> batch)
    {
        try
        {
            if (writer.Write(batch, time.GetUtcNow().ToUnixTimeMilliseconds()))
            {
                Interlocked.Increment(ref physicalCommits);
            }
        }
        catch (Exception e)
        {
            LogFailure(batch.Count, store, e);
            batch.ForEach(pending => pending.Fail(new StateStoreException($"Cannot write {store}: {e.Message}", e)));
            return;
        }

        batch.ForEach(Acknowledge);
    }

    private void Acknowledge(QueuedTransaction pending)
    {
        if (pending.Changes is not null && pending.RefusedKey is null)
        {
            Interlocked.Increment(ref transactions);
            Interlocked.Add(ref operations, pending.Changes.Count);
        }

        pending.Complete();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Transactions} transactions could not be written to {Store}.")]
    private partial void LogFailure(int transactions, string store, Exception error);
}
