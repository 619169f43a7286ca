using System.Globalization;
using System.Text.Json;
using Checkout.Contracts.Events;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Events;

/// <summary>
/// Activity of checkout-api's own: hands an event to the broker. Repeating it repeats the event under the same ID, by which subscribers know
/// it again.
/// </summary>
internal sealed class PublishEvent(DaprClient dapr, IEnumerable<IEventDialect> dialects) : WorkflowActivity<MerchantEvent, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, MerchantEvent input)
    {
        var cloudEvent = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cloudevent.id"] = input.Id,
            ["cloudevent.type"] = input.Type,
            ["cloudevent.subject"] = input.TrackingNumber,
            ["cloudevent.time"] = input.OccurredAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        await dapr.PublishEventAsync(Components.PubSub, MerchantEvent.Topic, await InDialectsAsync(input), cloudEvent);
        return true;
    }

    private async Task<MerchantEvent> InDialectsAsync(MerchantEvent input)
    {
        var bodies = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var dialect in dialects)
        {
            if (await dialect.BodyOfAsync(input, CancellationToken.None) is { } body)
            {
                bodies[dialect.Name] = body;
            }
        }

        return bodies.Count > 0 ? input with { Dialects = bodies } : input;
    }
}
