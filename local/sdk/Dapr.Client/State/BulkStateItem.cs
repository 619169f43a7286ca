namespace Dapr.Client;

/// <summary>One item of a bulk read, as text.</summary>
/// <param name="key">Its key.</param>
/// <param name="value">Its value as JSON; empty when absent.</param>
/// <param name="etag">Its version; empty when absent.</param>
public readonly struct BulkStateItem(string key, string value, string etag)
{
    /// <summary>Its key.</summary>
    public string Key { get; } = key;

    /// <summary>Its value as JSON; empty when absent.</summary>
    public string Value { get; } = value;

    /// <summary>Its version; empty when absent.</summary>
    public string ETag { get; } = etag;
}

/// <summary>One item of a bulk read.</summary>
/// <typeparam name="TValue">Type of the value.</typeparam>
/// <param name="key">Its key.</param>
/// <param name="value">Its value; the type's default when absent.</param>
/// <param name="etag">Its version; empty when absent.</param>
public readonly struct BulkStateItem<TValue>(string key, TValue value, string etag)
{
    /// <summary>Its key.</summary>
    public string Key { get; } = key;

    /// <summary>Its value; the type's default when absent.</summary>
    public TValue Value { get; } = value;

    /// <summary>Its version; empty when absent.</summary>
    public string ETag { get; } = etag;
}

/// <summary>One item of a bulk deletion.</summary>
/// <param name="key">Its key.</param>
/// <param name="etag">The version that the deletion expects; null or empty for any.</param>
/// <param name="stateOptions">Consistency and concurrency.</param>
/// <param name="metadata">What the store takes besides.</param>
public readonly struct BulkDeleteStateItem(
    string key, string etag, StateOptions? stateOptions = null, IReadOnlyDictionary<string, string>? metadata = null)
{
    /// <summary>Its key.</summary>
    public string Key { get; } = key;

    /// <summary>The version that the deletion expects; null or empty for any.</summary>
    public string ETag { get; } = etag;

    /// <summary>Consistency and concurrency.</summary>
    public StateOptions? StateOptions { get; } = stateOptions;

    /// <summary>What the store takes besides.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; } = metadata;
}

/// <summary>One item of a bulk write.</summary>
/// <typeparam name="TValue">Type of the value.</typeparam>
/// <param name="key">Its key.</param>
/// <param name="value">Its value.</param>
/// <param name="etag">The version that the write expects; null or empty for any.</param>
/// <param name="stateOptions">Consistency and concurrency.</param>
/// <param name="metadata">What the store takes besides, e.g. <c>ttlInSeconds</c>.</param>
public readonly struct SaveStateItem<TValue>(
    string key, TValue value, string etag, StateOptions? stateOptions = null, IReadOnlyDictionary<string, string>? metadata = null)
{
    /// <summary>Its key.</summary>
    public string Key { get; } = key;

    /// <summary>Its value.</summary>
    public TValue Value { get; } = value;

    /// <summary>The version that the write expects; null or empty for any.</summary>
    public string ETag { get; } = etag;

    /// <summary>Consistency and concurrency.</summary>
    public StateOptions? StateOptions { get; } = stateOptions;

    /// <summary>What the store takes besides.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; } = metadata;
}
