namespace Dapr.Client;

/// <summary>How a bulk publish went.</summary>
/// <typeparam name="TValue">Type of the events.</typeparam>
/// <param name="failedEntries">Events that were not published.</param>
public class BulkPublishResponse<TValue>(List<BulkPublishResponseFailedEntry<TValue>> failedEntries)
{
    /// <summary>Events that were not published.</summary>
    public List<BulkPublishResponseFailedEntry<TValue>> FailedEntries { get; } = failedEntries;
}

/// <summary>An event that was not published.</summary>
/// <typeparam name="TValue">Type of the event.</typeparam>
/// <param name="entry">The event.</param>
/// <param name="errorMessage">Why.</param>
public class BulkPublishResponseFailedEntry<TValue>(BulkPublishEntry<TValue> entry, string errorMessage)
{
    /// <summary>The event.</summary>
    public BulkPublishEntry<TValue> Entry { get; } = entry;

    /// <summary>Why it was not published.</summary>
    public string ErrorMessage { get; } = errorMessage;
}

/// <summary>One event of a bulk publish.</summary>
/// <typeparam name="TValue">Type of the event.</typeparam>
/// <param name="entryId">What it is called within the request.</param>
/// <param name="eventData">The event.</param>
/// <param name="contentType">Media type of the event as it is sent.</param>
/// <param name="metadata">What the component takes besides.</param>
public class BulkPublishEntry<TValue>(
    string entryId, TValue eventData, string contentType, IReadOnlyDictionary<string, string>? metadata = null)
{
    /// <summary>What it is called within the request.</summary>
    public string EntryId { get; } = entryId;

    /// <summary>The event.</summary>
    public TValue EventData { get; } = eventData;

    /// <summary>Media type of the event as it is sent.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>What the component takes besides.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; } = metadata;
}
