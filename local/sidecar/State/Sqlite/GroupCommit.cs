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

    private readonly SqliteWriter _writer;
    private readonly TimeProvider _time;
    private readonly string _file;
    private readonly ILogger _logger;
    private readonly BlockingCollection<Pending> _queue = [];
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _physicalCommits;
    private long _transactions;
    private long _operations;

    public GroupCommit(SqliteWriter writer, TimeProvider time, string file, ILogger logger)
    {
        _writer = writer;
        _time = time;
        _file = file;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = $"state {Path.GetFileName(file)}" };
        _thread.Start();
    }

    /// <summary>What has been committed so far.</summary>
    public StateStoreCounters Counters =>
        new(Interlocked.Read(ref _physicalCommits), Interlocked.Read(ref _transactions), Interlocked.Read(ref _operations));

    /// <summary>Queues a transaction.</summary>
    /// <param name="changes">What to apply.</param>
    /// <returns>A task that ends when the transaction is durable.</returns>
    public Task Enqueue(IReadOnlyList<StateChange> changes)
    {
        var pending = new Pending(changes);
        return TryAdd(pending) ? pending.Task : Task.FromException(new StateStoreException($"{_file} is closed."));
    }

    /// <summary>Queues the removal of expired rows.</summary>
    public void Sweep() => TryAdd(new Pending(null));

    /// <summary>Commits what is queued, then closes the file.</summary>
    /// <returns>A task that ends when the file is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _ended.Task;
        _queue.Dispose();
    }

    private bool TryAdd(Pending pending)
    {
        try
        {
            return !_queue.IsAddingCompleted && _queue.TryAdd(pending);
        }
        catch (InvalidOperationException)
        {
            return false; // completed between the two calls, or disposed
        }
    }

    private void Run()
    {
        var batch = new List<Pending>();
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxTransactionsPerCommit && _queue.TryTake(out var next))
            {
                batch.Add(next);
            }

            Commit(batch);
            batch.Clear();
        }

        _writer.Dispose();
        _ended.SetResult();
    }

    private void Commit(List<Pending> batch)
    {
        try
        {
            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            _writer.Begin();
            var written = 0;
            foreach (var pending in batch)
            {
                if (pending.Changes is null)
                {
                    written += _writer.Sweep(now);
                    continue;
                }

                pending.RefusedKey = _writer.Apply(pending.Changes, now);
                written += pending.RefusedKey is null ? 1 : 0;
            }

            if (written == 0)
            {
                _writer.Rollback();
            }
            else
            {
                _writer.Commit();
                Interlocked.Increment(ref _physicalCommits);
            }
        }
        catch (Exception e)
        {
            _writer.Rollback();
            LogFailure(batch.Count, _file, e);
            batch.ForEach(pending => pending.Fail(new StateStoreException($"Cannot write {_file}: {e.Message}", e)));
            return;
        }

        batch.ForEach(Acknowledge);
    }

    private void Acknowledge(Pending pending)
    {
        if (pending.Changes is not null && pending.RefusedKey is null)
        {
            Interlocked.Increment(ref _transactions);
            Interlocked.Add(ref _operations, pending.Changes.Count);
        }

        pending.Complete();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Transactions} transactions could not be written to {File}.")]
    private partial void LogFailure(int transactions, string file, Exception error);

    private sealed class Pending(IReadOnlyList<StateChange>? changes)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<StateChange>? Changes { get; } = changes;

        public string? RefusedKey { get; set; }

        public Task Task => _done.Task;

        public void Complete()
        {
            if (RefusedKey is null)
            {
                _done.SetResult();
            }
            else
            {
                _done.SetException(new EtagMismatchException(RefusedKey));
            }
        }

        public void Fail(Exception error) => _done.SetException(error);
    }
}
