namespace Dapr.Client;

/// <summary>What a query has found.</summary>
/// <typeparam name="TValue">Type of the values.</typeparam>
/// <param name="results">What was found, in order.</param>
/// <param name="token">Where the next page begins; empty on the last one.</param>
/// <param name="metadata">What the component says besides.</param>
public class StateQueryResponse<TValue>(
    IReadOnlyList<StateQueryItem<TValue>> results, string token, IReadOnlyDictionary<string, string> metadata)
{
    /// <summary>What was found, in order.</summary>
    public IReadOnlyList<StateQueryItem<TValue>> Results { get; } = results;

    /// <summary>Where the next page begins; empty on the last one.</summary>
    public string Token { get; } = token;

    /// <summary>What the component says besides.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;
}

/// <summary>One value that a query has found.</summary>
/// <typeparam name="TValue">Type of the value.</typeparam>
/// <param name="key">Its key.</param>
/// <param name="data">The value; the type's default if it could not be read.</param>
/// <param name="etag">Its version.</param>
/// <param name="error">Why it could not be read; empty if it could.</param>
public class StateQueryItem<TValue>(string key, TValue? data, string etag, string error)
{
    /// <summary>Its key.</summary>
    public string Key { get; } = key;

    /// <summary>The value; the type's default if it could not be read.</summary>
    public TValue? Data { get; } = data;

    /// <summary>Its version.</summary>
    public string ETag { get; } = etag;

    /// <summary>Why it could not be read; empty if it could.</summary>
    public string Error { get; } = error;
}

/// <summary>A query of which some values could not be read.</summary>
/// <typeparam name="TValue">Type of the values.</typeparam>
/// <param name="message">What failed.</param>
/// <param name="response">The values that could be read.</param>
/// <param name="failedKeys">Keys of the others.</param>
public class StateQueryException<TValue>(string message, StateQueryResponse<TValue> response, IReadOnlyList<string> failedKeys)
    : DaprApiException(message)
{
    /// <summary>The values that could be read.</summary>
    public StateQueryResponse<TValue> Response { get; } = response;

    /// <summary>Keys of the others.</summary>
    public IReadOnlyList<string> FailedKeys { get; } = failedKeys;
}
