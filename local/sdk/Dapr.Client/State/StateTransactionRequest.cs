namespace Dapr.Client;

/// <summary>One operation of a state transaction.</summary>
/// <param name="key">The key.</param>
/// <param name="value">The value's bytes, e.g. JSON; null for a deletion.</param>
/// <param name="operationType">What to do.</param>
/// <param name="etag">The version that the operation expects; null or empty for any.</param>
/// <param name="metadata">What the store takes besides.</param>
/// <param name="options">Consistency and concurrency.</param>
public sealed class StateTransactionRequest(
    string key,
    byte[]? value,
    StateOperationType operationType,
    string? etag = null,
    IReadOnlyDictionary<string, string>? metadata = null,
    StateOptions? options = null)
{
    /// <summary>The key.</summary>
    public string Key { get; } = string.IsNullOrEmpty(key) ? throw new ArgumentException("The key is missing.", nameof(key)) : key;

    /// <summary>The value's bytes; null for a deletion.</summary>
    public byte[]? Value { get; set; } = value;

    /// <summary>What to do.</summary>
    public StateOperationType? OperationType { get; set; } = operationType;

    /// <summary>The version that the operation expects.</summary>
    public string? ETag { get; set; } = etag;

    /// <summary>What the store takes besides.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; set; } = metadata;

    /// <summary>Consistency and concurrency.</summary>
    public StateOptions? Options { get; set; } = options;
}
