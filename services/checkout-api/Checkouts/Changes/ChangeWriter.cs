using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Changes;

/// <summary>
/// Appends to the log of one tenant: a page and the outcomes in one transaction, guarded by the page's ETag, so that other instances of
/// this service may write the same log. One write at a time.
/// </summary>
internal sealed class ChangeWriter(DaprClient dapr, string tenantId, IOptions<CheckoutOptions> options, TimeProvider time)
{
    private ChangeHead? head;

    /// <summary>Writes the changes in their order.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task WriteAsync(IReadOnlyCollection<PendingChange> changes)
    {
        head ??= await dapr.ReadAsync<ChangeHead>(ChangePage.HeadKeyOf(tenantId), CancellationToken.None)
            ?? new ChangeHead(Page: 0, DateTimeOffset.MinValue);
        while (!await TryWriteAsync(head, changes))
        {
            // Another instance wrote it, or the page is full and the next one is to be tried.
        }
    }

    private async Task<bool> TryWriteAsync(ChangeHead at, IReadOnlyCollection<PendingChange> changes)
    {
        var key = ChangePage.KeyOf(tenantId, at.Page);
        var (found, etag) = await dapr.GetStateAndETagAsync<ChangePage?>(
            Components.StateStore, key, cancellationToken: CancellationToken.None);
        var page = found ?? ChangePage.Empty;
        if (page.IsFull)
        {
            // The head is written before the page that it names: a reader then finds an empty page, never an end too early.
            head = new ChangeHead(at.Page + 1, page.LastAt ?? at.After);
            await dapr.SaveStateAsync(Components.StateStore, ChangePage.HeadKeyOf(tenantId), head);
            return false;
        }

        return await dapr.TrySaveTogetherAsync(
            key,
            page.With(changes.Select(change => change.TrackingNumber), time.GetUtcNow(), at.After),
            etag,
            changes.Where(change => change.Outcome is not null)
                .Select(change => KeyValuePair.Create<string, object>(KeptOutcome.KeyOf(change.TrackingNumber), change.Outcome!)),
            options.Value.IdempotencyRetention,
            CancellationToken.None);
    }
}
