using Dapr.Client;

namespace Checkout.ServiceDefaults.TimeLogs;

/// <summary>
/// Appends to one log: a page and the documents that go with it in one transaction, guarded by the page's ETag, so that other instances of
/// the service may write the same log. One write at a time.
/// </summary>
internal sealed class LogWriter<T>(DaprClient dapr, string name, TimeSpan retention, TimeProvider time)
{
    private LogHead? head;

    /// <summary>Writes the entries in their order.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task WriteAsync(IReadOnlyCollection<Appended<T>> batch)
    {
        head ??= await dapr.ReadAsync<LogHead>(name, CancellationToken.None) ?? new LogHead(Page: 0, DateTimeOffset.MinValue);
        while (!await TryWriteAsync(head, batch))
        {
            // Another instance wrote it, or the page is full and the next one is to be tried.
        }
    }

    private async Task<bool> TryWriteAsync(LogHead at, IReadOnlyCollection<Appended<T>> batch)
    {
        var key = TimeLog.KeyOf(name, at.Page);
        var (found, etag) = await dapr.GetStateAndETagAsync<LogPage<T>?>(
            Components.StateStore, key, cancellationToken: CancellationToken.None);
        var page = found ?? LogPage<T>.Empty;
        if (page.IsFull)
        {
            // The head is written before the page that it names: a reader then finds an empty page, never an end too early.
            head = new LogHead(at.Page + 1, page.LastAt ?? at.After);
            await dapr.SaveStateAsync(Components.StateStore, name, head);
            return false;
        }

        return await dapr.TrySaveTogetherAsync(
            key,
            page.With(batch.Select(item => item.Value), time.GetUtcNow(), at.After),
            etag,
            batch.Select(item => item.Document).OfType<KeyValuePair<string, object>>(),
            retention,
            CancellationToken.None);
    }
}
