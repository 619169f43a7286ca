using Checkout.Contracts.Checkouts;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Operations;

/// <summary>An order in the operators' queue.</summary>
/// <param name="TrackingNumber">The order.</param>
/// <param name="ReasonCode">Why, e.g. <c>UNDO_UNCONFIRMED</c> or <c>PAYMENT_LOST</c>.</param>
/// <param name="Details">What could not be confirmed.</param>
/// <param name="Since">When it came into the queue, UTC.</param>
/// <param name="LastReportedAt">When it was last tried without success, UTC.</param>
/// <param name="Reports">How often.</param>
internal sealed record StuckEntry(
    string TrackingNumber,
    string ReasonCode,
    IReadOnlyList<string> Details,
    DateTimeOffset Since,
    DateTimeOffset LastReportedAt,
    int Reports);

/// <summary>The queue of one tenant; state key <c>stuck-{tenantId}</c>. It is short in any healthy system.</summary>
/// <param name="Orders">By tracking number.</param>
internal sealed record StuckQueue(IReadOnlyDictionary<string, StuckEntry> Orders)
{
    public static readonly StuckQueue Empty = new(new Dictionary<string, StuckEntry>(StringComparer.Ordinal));
}

/// <summary>The operators' queue: orders that people have to look at, until somebody or something has settled them.</summary>
internal sealed class StuckOrders(DaprClient dapr, TimeProvider time)
{
    /// <summary>All of them, the oldest first.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<IReadOnlyList<StuckEntry>> ListAsync(string tenantId, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(tenantId, cancellationToken)).Orders.Values
            .OrderBy(entry => entry.Since).ThenBy(entry => entry.TrackingNumber, StringComparer.Ordinal)];

    /// <summary>One of them; null when it is not in the queue.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<StuckEntry?> FindAsync(string tenantId, string trackingNumber, CancellationToken cancellationToken) =>
        (await ReadAsync(tenantId, cancellationToken)).Orders.GetValueOrDefault(trackingNumber);

    /// <summary>Puts an order into the queue; one that stands there keeps its place.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public Task ReportAsync(StuckOrder order, CancellationToken cancellationToken) => UpdateAsync(
        order.TenantId,
        queue =>
        {
            var now = time.GetUtcNow();
            var before = queue.Orders.GetValueOrDefault(order.TrackingNumber);
            return With(queue, new StuckEntry(
                order.TrackingNumber, order.ReasonCode, order.Details, before?.Since ?? now, now, (before?.Reports ?? 0) + 1));
        },
        cancellationToken);

    /// <summary>Takes an order out of the queue.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public Task RemoveAsync(string tenantId, string trackingNumber, CancellationToken cancellationToken) => UpdateAsync(
        tenantId,
        queue => queue.Orders.ContainsKey(trackingNumber)
            ? new StuckQueue(queue.Orders.Where(order => !string.Equals(order.Key, trackingNumber, StringComparison.Ordinal))
                .ToDictionary(StringComparer.Ordinal))
            : queue,
        cancellationToken);

    private static StuckQueue With(StuckQueue queue, StuckEntry entry) => new(
        new Dictionary<string, StuckEntry>(queue.Orders, StringComparer.Ordinal) { [entry.TrackingNumber] = entry });

    private async Task<StuckQueue> ReadAsync(string tenantId, CancellationToken cancellationToken) =>
        await dapr.ReadAsync<StuckQueue>(Key(tenantId), cancellationToken) ?? StuckQueue.Empty;

    private Task<StuckQueue> UpdateAsync(string tenantId, Func<StuckQueue, StuckQueue> change, CancellationToken cancellationToken) =>
        dapr.UpdateAsync<StuckQueue>(Key(tenantId), current => change(current ?? StuckQueue.Empty), cancellationToken);

    private static string Key(string tenantId) => $"stuck-{tenantId}";
}
