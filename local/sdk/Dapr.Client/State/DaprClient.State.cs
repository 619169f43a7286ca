namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Reads a value.</summary>
    /// <typeparam name="TValue">Type of the value.</typeparam>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="consistencyMode">How soon a read must see a write.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The value; the type's default when the key does not exist.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<TValue> GetStateAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a value with its version.</summary>
    /// <typeparam name="TValue">Type of the value.</typeparam>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="consistencyMode">How soon a read must see a write.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The value and its version; the type's default and an empty version when the key does not exist.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<(TValue value, string etag)> GetStateAndETagAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a value so that it can be changed and written back.</summary>
    /// <typeparam name="TValue">Type of the value.</typeparam>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="consistencyMode">How soon a read must see a write.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public async Task<StateEntry<TValue>> GetStateEntryAsync<TValue>(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default)
    {
        var (value, etag) = await GetStateAndETagAsync<TValue>(storeName, key, consistencyMode, metadata, cancellationToken);
        return new StateEntry<TValue>(this, storeName, key, value, etag);
    }

    /// <summary>Reads several values as text.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="parallelism">How many keys are read at a time; null leaves it to the sidecar.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>One item for each key.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<IReadOnlyList<BulkStateItem>> GetBulkStateAsync(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads several values.</summary>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    /// <param name="storeName">The state store component.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="parallelism">How many keys are read at a time; null leaves it to the sidecar.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>One item for each key.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<IReadOnlyList<BulkStateItem<TValue>>> GetBulkStateAsync<TValue>(
        string storeName,
        IReadOnlyList<string> keys,
        int? parallelism,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Writes several values.</summary>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    /// <param name="storeName">The state store component.</param>
    /// <param name="items">What to write.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with the write.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task SaveBulkStateAsync<TValue>(
        string storeName, IReadOnlyList<SaveStateItem<TValue>> items, CancellationToken cancellationToken = default);

    /// <summary>Writes a value, whatever its version.</summary>
    /// <typeparam name="TValue">Type of the value.</typeparam>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null is stored as JSON null.</param>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with the write.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task SaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Writes a value unless its version has changed.</summary>
    /// <typeparam name="TValue">Type of the value.</typeparam>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; null is stored as JSON null.</param>
    /// <param name="etag">The version that must still be there; empty when the key must not have one.</param>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>False when the version has changed.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<bool> TrySaveStateAsync<TValue>(
        string storeName,
        string key,
        TValue value,
        string etag,
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a key, whatever its version. A key that does not exist is no error.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with the deletion.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task DeleteStateAsync(
        string storeName,
        string key,
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a key unless its version has changed.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="etag">The version that must still be there; empty when the key must not have one.</param>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>False when the version has changed.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<bool> TryDeleteStateAsync(
        string storeName,
        string key,
        string etag,
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes several keys. It is not all or nothing.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="items">What to delete.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with the deletions.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task DeleteBulkStateAsync(
        string storeName, IReadOnlyList<BulkDeleteStateItem> items, CancellationToken cancellationToken = default);

    /// <summary>Does several operations, all or nothing.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="operations">What to do, all or nothing.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with the transaction.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task ExecuteStateTransactionAsync(
        string storeName,
        IReadOnlyList<StateTransactionRequest> operations,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);
}
