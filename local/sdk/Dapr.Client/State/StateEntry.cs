using Dapr.Client;

namespace Dapr;

/// <summary>A value of a state store together with its version, ready to be written back.</summary>
/// <typeparam name="TValue">Type of the value.</typeparam>
/// <param name="client">Client that writes.</param>
/// <param name="storeName">The state store component.</param>
/// <param name="key">The key.</param>
/// <param name="value">The value.</param>
/// <param name="etag">The value's version.</param>
public sealed class StateEntry<TValue>(DaprClient client, string storeName, string key, TValue value, string etag)
{
    /// <summary>The state store component.</summary>
    public string StoreName { get; } = storeName;

    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The value; change it and save.</summary>
    public TValue Value { get; set; } = value;

    /// <summary>The version that was read.</summary>
    public string ETag { get; } = etag;

    /// <summary>Deletes the key, whatever its version.</summary>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the store takes besides.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with the deletion.</returns>
    public Task DeleteAsync(
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        client.DeleteStateAsync(StoreName, Key, stateOptions, metadata, cancellationToken);

    /// <summary>Writes the value, whatever its version.</summary>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the store takes besides.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Ends with the write.</returns>
    public Task SaveAsync(
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        client.SaveStateAsync(StoreName, Key, Value, stateOptions, metadata, cancellationToken);

    /// <summary>Writes the value unless somebody else wrote since it was read.</summary>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the store takes besides.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>False when somebody else wrote.</returns>
    public Task<bool> TrySaveAsync(
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        client.TrySaveStateAsync(StoreName, Key, Value, ETag, stateOptions, metadata, cancellationToken);

    /// <summary>Deletes the key unless somebody else wrote since it was read.</summary>
    /// <param name="stateOptions">Consistency and concurrency.</param>
    /// <param name="metadata">What the store takes besides.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>False when somebody else wrote.</returns>
    public Task<bool> TryDeleteAsync(
        StateOptions? stateOptions = null,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default) =>
        client.TryDeleteStateAsync(StoreName, Key, ETag, stateOptions, metadata, cancellationToken);
}
