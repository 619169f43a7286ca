using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment.Entitlements;
using Checkout.Fulfilment.Orders;
using Checkout.Fulfilment.Stock;
using Checkout.Fulfilment.Webhooks;
using Checkout.Fulfilment.Webhooks.Deliveries;
using Checkout.Fulfilment.Webhooks.Endpoints;
using Checkout.Fulfilment.Webhooks.Events;
using Checkout.ServiceDefaults;
using Dapr.Workflow;

namespace Checkout.Fulfilment;

/// <summary>The fulfilment service: reservation and delivery activities, stock, entitlements, merchants' webhooks.</summary>
public static class FulfilmentApp
{
    /// <summary>Builds the service; the caller runs it.</summary>
    /// <param name="args">Settings as <c>--name=value</c>, over the environment and appsettings.</param>
    /// <returns>The service, not yet started.</returns>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(builder.Configuration.GetSection(FulfilmentOptions.Section).Get<FulfilmentOptions>() ?? new());
        builder.Services.AddSingleton<OrderRecords>();
        builder.Services.AddSingleton<StockRecords>();
        builder.Services.AddSingleton<EntitlementRecords>();
        builder.Services.AddSingleton<Settlement>();
        builder.Services.AddSingleton<ExpiredReservations>();
        builder.Services.AddSingleton<Reservation>();
        builder.Services.AddSingleton<FulfilmentMetrics>();
        builder.AddWebhooks();
        builder.Services.AddDaprWorkflow(options =>
        {
            options.RegisterActivity<ReserveItems>(FulfilmentActivities.ReserveItems);
            options.RegisterActivity<ReleaseItems>(FulfilmentActivities.ReleaseItems);
            options.RegisterActivity<DeliverItems>(FulfilmentActivities.DeliverItems);
            options.RegisterActivity<RevokeItems>(FulfilmentActivities.RevokeItems);
            options.RegisterWorkflow<DeliverWebhookWorkflow>();
            options.RegisterActivity<SendWebhook>();
        });

        var app = builder.Build();
        app.MapServiceDefaults();
        app.UseCloudEvents();
        app.MapSubscribeHandler();
        app.MapEventSubscription();
        app.MapWebhooks();
        app.MapEntitlements();
        app.MapStock();
        app.MapOrders();
        return app;
    }
}
