using Checkout.Contracts;
using Checkout.Contracts.Events;
using Checkout.ServiceDefaults;
using Checkout.ServiceDefaults.TimeLogs;
using Dapr.Client;

namespace Checkout.Fulfilment.Webhooks.Events;

/// <summary>An event in a tenant's log.</summary>
/// <param name="EventId">Which.</param>
/// <param name="Type">Its type.</param>
internal sealed record LoggedEvent(string EventId, string Type);

/// <summary>
/// The merchants' events as they were taken in: each by its ID, and one log per tenant in the order of their coming, both written in one
/// transaction. Deliveries, the delivery log and replays read from here.
/// </summary>
internal sealed class EventBook(DaprClient dapr, WebhookOptions options, TimeProvider time)
{
    private readonly TimeLog<LoggedEvent> log = new(dapr, options.Retention, time);

    /// <summary>The event; null when it never came or is past its time.</summary>
    public Task<MerchantEvent?> FindAsync(string eventId, CancellationToken cancellationToken) =>
        dapr.ReadAsync<MerchantEvent>(Key(eventId), cancellationToken);

    /// <summary>Keeps an event. Who keeps it twice finds it twice in the log, which does no harm.</summary>
    public Task KeepAsync(MerchantEvent merchantEvent) => log.AppendAsync(
        NameOf(merchantEvent.TenantId),
        new LoggedEvent(merchantEvent.Id, merchantEvent.Type),
        KeyValuePair.Create<string, object>(Key(merchantEvent.Id), merchantEvent));

    /// <summary>A tenant's events from a time on, oldest first.</summary>
    public Task<IReadOnlyList<LogEntry<LoggedEvent>>> ReadAsync(
        string tenantId, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        log.ReadAsync(NameOf(tenantId), since, limit, cancellationToken);

    private static string NameOf(string tenantId)
    {
        Identifier.Require(tenantId);
        return $"webhook-events-{tenantId}";
    }

    private static string Key(string eventId)
    {
        Identifier.Require(eventId);
        return $"webhook-event-{eventId}";
    }
}
