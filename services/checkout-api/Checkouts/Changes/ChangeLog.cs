using Checkout.ServiceDefaults.TimeLogs;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Checkouts.Changes;

/// <summary>What has changed: one log for each tenant, of the tracking numbers of its orders.</summary>
internal sealed class ChangeLog(DaprClient dapr, IOptions<CheckoutOptions> options, TimeProvider time)
{
    private readonly TimeLog<string> changes = new(dapr, options.Value.IdempotencyRetention, time);

    /// <summary>Name of a tenant's log.</summary>
    public static string NameOf(string tenantId) => $"changes-{tenantId}";

    /// <summary>Returns once the change is durable, and the outcome with it if the order has ended.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer; the change may be there all the same.</exception>
    public Task AppendAsync(string tenantId, string trackingNumber, KeptOutcome? outcome) => changes.AppendAsync(
        NameOf(tenantId),
        trackingNumber,
        outcome is null ? null : KeyValuePair.Create<string, object>(KeptOutcome.KeyOf(trackingNumber), outcome));

    /// <summary>The changes at <paramref name="since"/> and later, oldest first.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public Task<IReadOnlyList<LogEntry<string>>> ReadAsync(
        string tenantId, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        changes.ReadAsync(NameOf(tenantId), since, limit, cancellationToken);
}
