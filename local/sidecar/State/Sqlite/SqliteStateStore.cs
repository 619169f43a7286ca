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

    private readonly SqliteOptions _options;
    private readonly TimeProvider _time;
    private readonly GroupCommit _commits;
    private readonly ConcurrentBag<SqliteReader> _readers = [];
    private readonly ITimer _sweeper;

    public SqliteStateStore(SqliteOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        Directory.CreateDirectory(Path.GetDirectoryName(options.File) ?? ".");
        try
        {
            _commits = new GroupCommit(new SqliteWriter(options), time, options.File, logger);
        }
        catch (SqliteException e)
        {
            throw new StateStoreException($"Cannot open {options.File}: {e.Message}", e);
        }

        _sweeper = time.CreateTimer(_ => _commits.Sweep(), null, TimeSpan.Zero, options.CleanupInterval);
    }

    /// <inheritdoc/>
    public StateStoreCounters Counters => _commits.Counters;

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
    public Task CommitAsync(IReadOnlyList<StateChange> changes) => changes.Count == 0 ? Task.CompletedTask : _commits.Enqueue(changes);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        await _commits.DisposeAsync();
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private T Read<T>(Func<SqliteReader, T> read)
    {
        SqliteReader? reader = null;
        try
        {
            reader = _readers.TryTake(out var idle) ? idle : new SqliteReader(_options, _time);
            var result = read(reader);
            if (_readers.Count < IdleReaders)
            {
                _readers.Add(reader);
                reader = null;
            }

            return result;
        }
        catch (SqliteException e)
        {
            throw new StateStoreException($"Cannot read {_options.File}: {e.Message}", e);
        }
        finally
        {
            reader?.Dispose();
        }
    }
}
