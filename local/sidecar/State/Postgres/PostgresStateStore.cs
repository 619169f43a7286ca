using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>
/// Entries in one table of a PostgreSQL database. One connection writes and lets transactions that wait at the same time share a commit
/// (<see cref="GroupCommit"/>); reads go past it over a small pool. When the server goes away, calls fail until it is back.
/// </summary>
internal sealed class PostgresStateStore : IStateStore
{
    private readonly PostgresOptions options;
    private readonly GroupCommit commits;
    private readonly PostgresReader reader;
    private readonly ITimer sweeper;

    /// <summary>Connects and creates the tables where they are missing.</summary>
    /// <param name="options">Settings of the store.</param>
    /// <param name="time">Clock for expiry.</param>
    /// <param name="logger">Where failures go.</param>
    /// <exception cref="StateStoreException">The server does not answer, or refuses.</exception>
    public PostgresStateStore(PostgresOptions options, TimeProvider time, ILogger logger)
    {
        this.options = options;
        try
        {
            commits = new GroupCommit(new PostgresWriter(options), time, options.Display, logger);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StateStoreException($"Cannot open {options.Display}: {e.Message}", e);
        }

        reader = new PostgresReader(options, time);
        sweeper = time.CreateTimer(_ => commits.Sweep(), null, TimeSpan.Zero, options.CleanupInterval);
    }

    /// <inheritdoc/>
    public StateStoreCounters Counters => commits.Counters;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, StateEntry>> ReadAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
        await GuardAsync(() => reader.GetAsync(keys, cancellationToken));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateEntry> ScanAsync(
        string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = string.Empty;
        while (true)
        {
            var page = await GuardAsync(() => reader.PageAsync(keyPrefix, after, cancellationToken));
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
    public Task CommitAsync(IReadOnlyList<StateChange> changes) =>
        changes.Count == 0 ? Task.CompletedTask
        : changes.All(change => PostgresKey.IsStorable(change.Key)) ? commits.Enqueue(changes)
        : Task.FromException(new StateStoreException("A key has characters that PostgreSQL cannot hold, or is too long for an index."));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await sweeper.DisposeAsync();
        await commits.DisposeAsync();
        await reader.DisposeAsync();
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StateStoreException($"Cannot read {options.Display}: {e.Message}", e);
        }
    }
}
