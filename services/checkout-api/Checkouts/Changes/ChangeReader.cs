using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Checkouts.Changes;

/// <summary>Reads a tenant's log of changes from a time on.</summary>
internal sealed class ChangeReader(DaprClient dapr)
{
    /// <summary>The changes at <paramref name="since"/> and later, oldest first.</summary>
    /// <param name="tenantId">Whose log.</param>
    /// <param name="since">UTC.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<IReadOnlyList<Change>> ReadAsync(
        string tenantId, DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        var head = await dapr.ReadAsync<ChangeHead>(ChangePage.HeadKeyOf(tenantId), cancellationToken);
        var number = await FindStartAsync(tenantId, since, head?.Page ?? 0, cancellationToken);
        var found = new List<Change>();
        while (found.Count < limit)
        {
            var page = await PageAsync(tenantId, number++, cancellationToken);
            found.AddRange(page.Changes.SkipWhile(change => change.At < since).Take(limit - found.Count));
            if (!page.IsFull)
            {
                break;
            }
        }

        return found;
    }

    // The first page whose last change is not too old; pages that have expired are too old. Mostly it is the last page.
    private async Task<long> FindStartAsync(string tenantId, DateTimeOffset since, long lastPage, CancellationToken cancellationToken)
    {
        var last = await PageAsync(tenantId, lastPage, cancellationToken);
        if (last.FirstAt <= since)
        {
            return lastPage;
        }

        var (low, high) = (0L, lastPage);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var page = await PageAsync(tenantId, middle, cancellationToken);
            if (page.LastAt >= since)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private async Task<ChangePage> PageAsync(string tenantId, long number, CancellationToken cancellationToken) =>
        await dapr.ReadAsync<ChangePage>(ChangePage.KeyOf(tenantId, number), cancellationToken) ?? ChangePage.Empty;
}
