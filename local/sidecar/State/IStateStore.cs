namespace Checkout.Local.Sidecar.State;

/// <summary>
/// A state store with transactions and ETags: the seam that <c>state.*</c> components implement. Keys arrive complete
/// (<c>appID||key</c>); values are bytes that the store does not look into.
/// </summary>
public interface IStateStore : IAsyncDisposable
{
    /// <summary>What the store has committed since it was opened.</summary>
    StateStoreCounters Counters { get; }

    /// <summary>Reads entries; missing and expired keys are left out.</summary>
    /// <param name="keys">Complete keys.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <returns>What exists, by key.</returns>
    ValueTask<IReadOnlyDictionary<string, StateEntry>> ReadAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default);

    /// <summary>Reads all entries whose key begins with <paramref name="keyPrefix"/>, in ordinal order of their keys.</summary>
    /// <param name="keyPrefix">First characters of the keys.</param>
    /// <param name="cancellationToken">Gives the scan up.</param>
    /// <returns>The entries.</returns>
    IAsyncEnumerable<StateEntry> ScanAsync(string keyPrefix, CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies all <paramref name="changes"/> or none. They are durable when the task ends. Transactions that wait at the same time may
    /// share one physical commit, each still being all or nothing. Transactions apply in the order of the calls.
    /// </summary>
    /// <param name="changes">What to write and delete, in order.</param>
    /// <returns>A task that ends when the changes are durable.</returns>
    /// <exception cref="EtagMismatchException">A condition did not hold; nothing of this transaction was applied.</exception>
    /// <exception cref="StateStoreException">The store could not write; nothing of this transaction was applied.</exception>
    Task CommitAsync(IReadOnlyList<StateChange> changes);
}

/// <summary>One stored value.</summary>
/// <param name="Key">Complete key.</param>
/// <param name="Value">The bytes as saved.</param>
/// <param name="Etag">Changes with every write of the key.</param>
/// <param name="ExpiresAt">When the entry ceases to exist, UTC; null for never.</param>
public sealed record StateEntry(string Key, ReadOnlyMemory<byte> Value, string Etag, DateTimeOffset? ExpiresAt);

/// <summary>One write or delete within a transaction.</summary>
/// <param name="Key">Complete key.</param>
/// <param name="Value">New value; null deletes the key.</param>
/// <param name="Etag">When set, the entry must exist with this ETag.</param>
/// <param name="MustBeNew">First-write without ETag: the key must not exist. Means nothing for a delete.</param>
/// <param name="ExpiresAt">When the entry ceases to exist, UTC; null for never.</param>
public sealed record StateChange(
    string Key, ReadOnlyMemory<byte>? Value, string? Etag = null, bool MustBeNew = false, DateTimeOffset? ExpiresAt = null)
{
    internal bool HasCondition => Etag is not null || (MustBeNew && Value is not null);
}

/// <summary>How much a store has committed since it was opened.</summary>
/// <param name="PhysicalCommits">Commits that reached the disk, each one synchronised write.</param>
/// <param name="Transactions">Transactions that succeeded; several may share a physical commit.</param>
/// <param name="Operations">Writes and deletes in those transactions.</param>
public sealed record StateStoreCounters(long PhysicalCommits, long Transactions, long Operations);

/// <summary>A concurrent write won: the ETag or first-write condition of a change did not hold.</summary>
/// <param name="key">The key whose condition failed.</param>
public sealed class EtagMismatchException(string key) : Exception($"possible etag mismatch. error from state store: key '{key}'")
{
    /// <summary>The key whose condition failed.</summary>
    public string Key { get; } = key;
}

/// <summary>The store itself failed, for example because its disk is full.</summary>
/// <param name="message">What the store could not do.</param>
/// <param name="innerException">What it met.</param>
public sealed class StateStoreException(string message, Exception? innerException = null) : Exception(message, innerException);
