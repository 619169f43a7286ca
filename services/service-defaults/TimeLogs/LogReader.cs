using Dapr.Client;

namespace Checkout.ServiceDefaults.TimeLogs;

/// <summary>Reads logs from a time on.</summary>
internal sealed class LogReader<T>(DaprClient dapr)
{
    /// <summary>The entries at <paramref name="since"/> and later, oldest first.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<IReadOnlyList<LogEntry<T>>> ReadAsync(
        string name, DateTimeOffset since, int limit, CancellationToken cancellationToken)
    {
        var head = await dapr.ReadAsync<LogHead>(name, cancellationToken);
        var number = await FindStartAsync(name, since, head?.Page ?? 0, cancellationToken);
        var found = new List<LogEntry<T>>();
        while (found.Count < limit)
        {
            var page = await PageAsync(name, number++, cancellationToken);
            found.AddRange(page.Entries.SkipWhile(entry => entry.At < since).Take(limit - found.Count));
            if (!page.IsFull)
            {
                break;
            }
        }

        return found;
    }

    // The first page whose last entry is not too old; pages that have expired are too old. Mostly it is the last page.
    private async Task<long> FindStartAsync(string name, DateTimeOffset since, long lastPage, CancellationToken cancellationToken)
    {
        var last = await PageAsync(name, lastPage, cancellationToken);
        if (last.FirstAt <= since)
        {
            return lastPage;
        }

        var (low, high) = (0L, lastPage);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var page = await PageAsync(name, middle, cancellationToken);
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

    private async Task<LogPage<T>> PageAsync(string name, long number, CancellationToken cancellationToken) =>
        await dapr.ReadAsync<LogPage<T>>(TimeLog.KeyOf(name, number), cancellationToken) ?? LogPage<T>.Empty;
}
