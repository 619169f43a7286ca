using System.Text.Json;
using Checkout.Contracts;
using Checkout.Contracts.Events;
using Checkout.Fulfilment.Webhooks.Deliveries;
using Checkout.Fulfilment.Webhooks.Endpoints;
using Checkout.ServiceDefaults;
using Dapr;

namespace Checkout.Fulfilment.Webhooks.Events;

/// <summary>
/// Where the sidecar delivers the topic <see cref="MerchantEvent.Topic"/>. An event is acknowledged once it is kept and each of its deliveries
/// has a workflow; until then the broker sends it again (see <c>webhooks-resiliency.yaml</c>).
/// </summary>
internal static partial class EventSubscription
{
    // What Dapr calls the answer to an event that nobody can ever understand (200, else it would come again and again).
    private static readonly Dictionary<string, string> Dropped = new(StringComparer.Ordinal) { ["status"] = "DROP" };

    public static void MapEventSubscription(this IEndpointRouteBuilder routes) => routes
        .MapPost("/events/checkout", TakeAsync)
        .WithTopic(new TopicOptions { PubsubName = Components.PubSub, Name = MerchantEvent.Topic });

    private static async Task<IResult> TakeAsync(
        HttpRequest request, EventBook events, EndpointRecords endpoints, DeliveryStart deliveries, ILogger<EventBook> log, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { } merchantEvent)
        {
            LogDropped(log);
            return Results.Json(Dropped);
        }

        if (await events.FindAsync(merchantEvent.Id, cancellationToken) is null)
        {
            await events.KeepAsync(merchantEvent);
        }

        foreach (var endpoint in (await endpoints.ReadAsync(merchantEvent.TenantId, cancellationToken)).Endpoints)
        {
            if (endpoint.Wants(merchantEvent.Type) && WebhookMessage.IsFor(merchantEvent, endpoint.Format))
            {
                await deliveries.StartAsync(merchantEvent, endpoint.Id, cancellationToken);
            }
        }

        return Results.Ok();
    }

    private static async Task<MerchantEvent?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var merchantEvent = await JsonSerializer.DeserializeAsync<MerchantEvent>(request.Body, JsonSerializerOptions.Web, cancellationToken);
            return merchantEvent is { Amount: not null, Type: not null }
                && Identifier.IsValid(merchantEvent.Id)
                && Identifier.IsValid(merchantEvent.TenantId)
                && Identifier.IsValid(merchantEvent.TrackingNumber) ? merchantEvent : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Error, Message = "Something on the topic of merchants' events is none; dropped.")]
    private static partial void LogDropped(ILogger logger);
}
