namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Reads a value as the bytes that are stored.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="consistencyMode">How soon a read must see a write.</param>
    /// <param name="metadata">What the component takes besides.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The bytes; none when the key does not exist.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<ReadOnlyMemory<byte>> GetByteStateAsync(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads a value as the bytes that are stored, with its version.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="consistencyMode">How soon a read must see a write.</param>
    /// <param name="metadata">What the component takes besides.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The bytes and the version; none and an empty version when the key does not exist.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<(ReadOnlyMemory<byte>, string etag)> GetByteStateAndETagAsync(
        string storeName,
        string key,
        ConsistencyMode? consistencyMode = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Writes bytes as they are, whatever the version.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="binaryValue">The bytes.</param>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with the write.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task SaveByteStateAsync(
        string storeName,
        string key,
        ReadOnlyMemory<byte> binaryValue,
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Writes bytes as they are unless the version has changed.</summary>
    /// <param name="storeName">The state store component.</param>
    /// <param name="key">The key.</param>
    /// <param name="binaryValue">The bytes.</param>
    /// <param name="etag">The version that must still be there.</param>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>False when the version has changed.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<bool> TrySaveByteStateAsync(
        string storeName,
        string key,
        ReadOnlyMemory<byte> binaryValue,
        string etag,
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Queries a store that can be queried (an alpha API of Dapr).</summary>
    /// <typeparam name="TValue">Type of the values.</typeparam>
    /// <param name="storeName">The state store component.</param>
    /// <param name="jsonQuery">Filter, sort and page as JSON.</param>
    /// <param name="metadata">What the component takes besides.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="StateQueryException{TValue}">Some of the values could not be read.</exception>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<StateQueryResponse<TValue>> QueryStateAsync<TValue>(
        string storeName,
        string jsonQuery,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);
}
