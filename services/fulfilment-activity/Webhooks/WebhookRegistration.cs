using Checkout.Fulfilment.Webhooks.Addresses;
using Checkout.Fulfilment.Webhooks.Deliveries;
using Checkout.Fulfilment.Webhooks.Endpoints;
using Checkout.Fulfilment.Webhooks.Events;
using Checkout.Fulfilment.Webhooks.Signing;

namespace Checkout.Fulfilment.Webhooks;

/// <summary>Puts the parts of this folder into the service.</summary>
internal static class WebhookRegistration
{
    public static void AddWebhooks(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton(builder.Configuration.GetSection(WebhookOptions.Section).Get<WebhookOptions>() ?? new())
        .AddSingleton<WebhookSecrets>()
        .AddSingleton<EndpointRecords>()
        .AddSingleton<EventBook>()
        .AddSingleton<DeliveryRecords>()
        .AddSingleton<DeliveryStart>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton(services => new GuardedConnections(services.GetRequiredService<WebhookOptions>()))
        .AddSingleton<WebhookSender>();
}
