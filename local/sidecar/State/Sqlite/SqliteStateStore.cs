using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>
/// Entries in one table of a SQLite file. One thread writes and lets transactions that wait at the same time share a commit
/// (<see cref="GroupCommit"/>); reads go past it on connections of their own.
/// </summary>
internal sealed class SqliteStateStore : IStateStore
{
    private const int IdleReaders = 8;

    private readonly SqliteOptions options;
    private readonly TimeProvider time;
    private readonly GroupCommit commits;
    private readonly ConcurrentBag<SqliteReader> readers = [];
    private readonly ITimer sweeper;

    public SqliteStateStore(SqliteOptions options, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.time = time;
        Directory.CreateDirectory(Path.GetDirectoryName(options.File) ?? ".");
        try
        {
            commits = new GroupCommit(new SqliteWriter(options), time, options.File, logger);
        }
        catch (SqliteException e)
        {
            throw new StateStoreException($"Cannot open {options.File}: {e.Message}", e);
        }

        sweeper = time.CreateTimer(_ => commits.Sweep(), null, TimeSpan.Zero, options.CleanupInterval);
    }

    /// <inheritdoc/>
    public StateStoreCounters Counters => commits.Counters;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, StateEntry>> ReadAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyDictionary<string, StateEntry>>(Read(reader => reader.Get(keys)));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateEntry> ScanAsync(
        string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var after = string.Empty;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = Read(reader => reader.Page(keyPrefix, after));
            foreach (var entry in page)
            {
                yield return entry;
            }

            if (page.Count == 0)
            {
                yield break;
            }

            after = page[^1].Key;
        }
    }

    /// <inheritdoc/>
    public Task CommitAsync(IReadOnlyList<StateChange> changes) => changes.Count == 0 ? Task.CompletedTask : commits.Enqueue(changes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await sweeper.DisposeAsync();
        await commits.DisposeAsync();
        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private T Read<T>(Func<SqliteReader, T> read)
    {
        SqliteReader? reader = null;
        try
        {
            reader = readers.TryTake(out var idle) ? idle : new SqliteReader(options, time);
            var result = read(reader);
            if (readers.Count < IdleReaders)
            {
                readers.Add(reader);
                reader = null;
            }

            return result;
        }
        catch (SqliteException e)
        {
            throw new StateStoreException($"Cannot read {options.File}: {e.Message}", e);
        }
        finally
        {
            reader?.Dispose();
        }
    }
}
