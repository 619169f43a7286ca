using Checkout.Contracts.Webhooks;
using Checkout.Fulfilment.Webhooks.Endpoints;
using Checkout.Fulfilment.Webhooks.Events;
using Checkout.ServiceDefaults.TimeLogs;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>What became of a tenant's events at one of its webhooks, and the same once more.</summary>
internal sealed class DeliveryLog(EventBook events, DeliveryRecords deliveries, DeliveryStart start)
{
    private const int ReplaysAtOnce = 100;
    private const int EntriesPerRead = 100;

    // So that a search for what is rare ends in time; the caller goes on from there.
    private const int MostReads = 10;

    /// <summary>The deliveries at <paramref name="since"/> and later.</summary>
    public async Task<WebhookDeliveryPage> ReadAsync(
        string tenantId, string webhookId, DateTimeOffset since, int limit, WebhookDeliveryState? state, CancellationToken cancellationToken)
    {
        var found = new List<WebhookDelivery>();
        for (var read = 0; read < MostReads; read++)
        {
            var entries = await events.ReadAsync(tenantId, since, EntriesPerRead, cancellationToken);
            var known = await deliveries.FindAsync(webhookId, entries.Select(entry => entry.Value.EventId), cancellationToken);
            foreach (var entry in entries)
            {
                if (found.Count == limit)
                {
                    return new WebhookDeliveryPage(found, since, HasMore: true);
                }

                since = entry.At.AddTicks(1);
                if (known.GetValueOrDefault(entry.Value.EventId) is { } delivery && (state is null || delivery.State == state))
                {
                    found.Add(delivery.ToView(entry.At));
                }
            }

            if (entries.Count < EntriesPerRead)
            {
                return new WebhookDeliveryPage(found, since, HasMore: false);
            }
        }

        return new WebhookDeliveryPage(found, since, HasMore: true);
    }

    /// <summary>Delivers one event again, whatever its type.</summary>
    /// <returns>False when the tenant has no such event.</returns>
    public async Task<bool> ReplayAsync(string tenantId, string webhookId, string eventId, CancellationToken cancellationToken)
    {
        if (await events.FindAsync(eventId, cancellationToken) is not { } merchantEvent
            || !string.Equals(merchantEvent.TenantId, tenantId, StringComparison.Ordinal))
        {
            return false;
        }

        await start.ReplayAsync(merchantEvent, webhookId, cancellationToken);
        return true;
    }

    /// <summary>Delivers again what the webhook wants of the events in a range, as many as one call may.</summary>
    public async Task<WebhookReplay> ReplayAsync(
        string tenantId, WebhookEndpoint endpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var entries = (await events.ReadAsync(tenantId, from, ReplaysAtOnce + 1, cancellationToken)).TakeWhile(entry => entry.At < to).ToList();
        var wanted = entries.Take(ReplaysAtOnce)
            .Where(entry => endpoint.Wants(entry.Value.Type))
            .Select(entry => entry.Value.EventId)
            .Distinct(StringComparer.Ordinal);
        var replayed = 0;
        foreach (var eventId in wanted)
        {
            replayed += await ReplayAsync(tenantId, endpoint.Id, eventId, cancellationToken) ? 1 : 0;
        }

        return new WebhookReplay(replayed, NextFromOf(entries));
    }

    private static DateTimeOffset? NextFromOf(List<LogEntry<LoggedEvent>> entries) =>
        entries.Count > ReplaysAtOnce ? entries[ReplaysAtOnce].At : null;
}
