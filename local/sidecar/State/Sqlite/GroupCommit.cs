using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>
/// The one thread that writes. Transactions that arrive while a commit is on its way to the disk are applied together in the next
/// one and acknowledged after its synchronised write; a refused one does not disturb the others.
/// </summary>
internal sealed partial class GroupCommit : IAsyncDisposable
{
    // Bounds the time a caller waits for the commit it shares, and the size of the write-ahead log.
    private const int MaxTransactionsPerCommit = 512;

    private readonly SqliteWriter writer;
    private readonly TimeProvider time;
    private readonly string file;
    private readonly ILogger logger;
    private readonly BlockingCollection<Pending> queue = [];
    private readonly Thread thread;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long physicalCommits;
    private long transactions;
    private long operations;

    public GroupCommit(SqliteWriter writer, TimeProvider time, string file, ILogger logger)
    {
        this.writer = writer;
        this.time = time;
        this.file = file;
        this.logger = logger;
        thread = new Thread(Run) { IsBackground = true, Name = $"state {Path.GetFileName(file)}" };
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
        var pending = new Pending(changes);
        return TryAdd(pending) ? pending.Task : Task.FromException(new StateStoreException($"{file} is closed."));
    }

    /// <summary>Queues the removal of expired rows.</summary>
    public void Sweep() => TryAdd(new Pending(null));

    /// <summary>Commits what is queued, then closes the file.</summary>
    /// <returns>A task that ends when the file is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await ended.Task;
        queue.Dispose();
    }

    private bool TryAdd(Pending pending)
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
        var batch = new List<Pending>();
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

    private void Commit(List<Pending> batch)
    {
        try
        {
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            writer.Begin();
            var written = 0;
            foreach (var pending in batch)
            {
                if (pending.Changes is null)
                {
                    written += writer.Sweep(now);
                    continue;
                }

                pending.RefusedKey = writer.Apply(pending.Changes, now);
                written += pending.RefusedKey is null ? 1 : 0;
            }

            if (written == 0)
            {
                writer.Rollback();
            }
            else
            {
                writer.Commit();
                Interlocked.Increment(ref physicalCommits);
            }
        }
        catch (Exception e)
        {
            writer.Rollback();
            LogFailure(batch.Count, file, e);
            batch.ForEach(pending => pending.Fail(new StateStoreException($"Cannot write {file}: {e.Message}", e)));
            return;
        }

        batch.ForEach(Acknowledge);
    }

    private void Acknowledge(Pending pending)
    {
        if (pending.Changes is not null && pending.RefusedKey is null)
        {
            Interlocked.Increment(ref transactions);
            Interlocked.Add(ref operations, pending.Changes.Count);
        }

        pending.Complete();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Transactions} transactions could not be written to {File}.")]
    private partial void LogFailure(int transactions, string file, Exception error);

    private sealed class Pending(IReadOnlyList<StateChange>? changes)
    {
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<StateChange>? Changes { get; } = changes;

        public string? RefusedKey { get; set; }

        public Task Task => done.Task;

        public void Complete()
        {
            if (RefusedKey is null)
            {
                done.SetResult();
            }
            else
            {
                done.SetException(new EtagMismatchException(RefusedKey));
            }
        }

        public void Fail(Exception error) => done.SetException(error);
    }
}
