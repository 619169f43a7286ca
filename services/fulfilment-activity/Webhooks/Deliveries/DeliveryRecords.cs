using Checkout.Contracts;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>The deliveries in the state store, one document for each event and webhook.</summary>
internal sealed class DeliveryRecords(DaprClient dapr, WebhookOptions options)
{
    public Task<Delivery?> FindAsync(string webhookId, string eventId, CancellationToken cancellationToken) =>
        dapr.ReadAsync<Delivery>(Key(webhookId, eventId), cancellationToken);

    /// <summary>Those of a webhook's deliveries that there are, by event.</summary>
    public async Task<IReadOnlyDictionary<string, Delivery>> FindAsync(
        string webhookId, IEnumerable<string> eventIds, CancellationToken cancellationToken)
    {
        var keys = eventIds.Select(id => Key(webhookId, id)).Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count == 0)
        {
            return new Dictionary<string, Delivery>(StringComparer.Ordinal);
        }

        var found = await dapr.GetBulkStateAsync<Delivery?>(
            Components.StateStore, keys, parallelism: null, cancellationToken: cancellationToken);
        return found.Select(item => item.Value).OfType<Delivery>().ToDictionary(delivery => delivery.EventId, StringComparer.Ordinal);
    }

    /// <summary>Makes a change, which may have to run several times; when it gives back the same instance, nothing is written.</summary>
    public Task<Delivery> UpdateAsync(string webhookId, string eventId, Func<Delivery?, Delivery> change) =>
        dapr.UpdateAsync<Delivery>(Key(webhookId, eventId), change, options.Retention, CancellationToken.None);

    private static string Key(string webhookId, string eventId)
    {
        Identifier.Require(webhookId, eventId);
        return $"webhook-delivery-{webhookId}:{eventId}";
    }
}
