using System.Runtime.CompilerServices;

namespace Checkout.Local.Sidecar.State;

/// <summary>Entries in memory, gone with the process: <c>state.in-memory</c>.</summary>
/// <param name="time">Clock for expiry.</param>
internal sealed class InMemoryStateStore(TimeProvider time) : IStateStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, StateEntry> entries = new(StringComparer.Ordinal);
    private StateStoreCounters counters = new(0, 0, 0);

    /// <inheritdoc/>
    public StateStoreCounters Counters => Volatile.Read(ref counters);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<string, StateEntry>> ReadAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
    {
        var found = new Dictionary<string, StateEntry>(keys.Count, StringComparer.Ordinal);
        lock (gate)
        {
            foreach (var key in keys)
            {
                if (Find(key) is { } entry)
                {
                    found[key] = entry;
                }
            }
        }

        return ValueTask.FromResult<IReadOnlyDictionary<string, StateEntry>>(found);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateEntry> ScanAsync(
        string keyPrefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        List<StateEntry> found;
        lock (gate)
        {
            found = [.. entries.Values.Where(entry => entry.Key.StartsWith(keyPrefix, StringComparison.Ordinal) && IsAlive(entry))];
        }

        foreach (var entry in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public Task CommitAsync(IReadOnlyList<StateChange> changes)
    {
        lock (gate)
        {
            var before = new Dictionary<string, StateEntry?>(StringComparer.Ordinal);
            foreach (var change in changes)
            {
                var current = Find(change.Key);
                if (IsRefused(change, current))
                {
                    Restore(before);
                    return Task.FromException(new EtagMismatchException(change.Key));
                }

                before.TryAdd(change.Key, current);
                Apply(change);
            }

            counters = new(counters.PhysicalCommits + 1, counters.Transactions + 1, counters.Operations + changes.Count);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsRefused(StateChange change, StateEntry? current) =>
        change.Etag is not null
            ? !string.Equals(current?.Etag, change.Etag, StringComparison.Ordinal)
            : change.HasCondition && current is not null;

    private bool IsAlive(StateEntry entry) => entry.ExpiresAt is not { } at || at > time.GetUtcNow();

    // What is found to have expired is removed; nothing else sweeps.
    private StateEntry? Find(string key)
    {
        if (!entries.TryGetValue(key, out var entry))
        {
            return null;
        }

        if (IsAlive(entry))
        {
            return entry;
        }

        entries.Remove(key);
        return null;
    }

    private void Apply(StateChange change)
    {
        if (change.Value is { } value)
        {
            entries[change.Key] = new StateEntry(change.Key, value.ToArray(), Guid.NewGuid().ToString(), change.ExpiresAt);
        }
        else
        {
            entries.Remove(change.Key);
        }
    }

    private void Restore(Dictionary<string, StateEntry?> before)
    {
        foreach (var (key, entry) in before)
        {
            if (entry is null)
            {
                entries.Remove(key);
            }
            else
            {
                entries[key] = entry;
            }
        }
    }
}
