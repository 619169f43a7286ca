using Dapr.Client;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>Puts Adyen behind the provider seam.</summary>
internal static class AdyenRegistration
{
    public static void AddAdyen(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(AdyenOptions.Section).Get<AdyenOptions>() ?? new();
        builder.Services.AddSingleton(options);
        builder.Services.AddKeyedSingleton(AdyenProvider.Name, (services, _) =>
        {
            var http = services.GetRequiredService<DaprClient>().CreateInvokableHttpClient(options.Endpoint);
            http.Timeout = Timeout.InfiniteTimeSpan; // AdyenApi has its own deadline, which it can tell from a cancellation.
            return http;
        });
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<AdyenApi>(
            services, services.GetRequiredKeyedService<HttpClient>(AdyenProvider.Name)));
        builder.Services.AddSingleton<AdyenBook>();
        builder.Services.AddSingleton<AdyenNotifications>();
        builder.Services.AddSingleton<IPaymentProvider, AdyenProvider>();
    }

    public static void MapAdyen(this WebApplication app) => app.MapPost("/notifications/adyen", TakeAsync);

    private static async Task<Results<Accepted, UnauthorizedHttpResult>> TakeAsync(
        AdyenNotification notification, AdyenNotifications notifications, CancellationToken cancellationToken) =>
        await notifications.TakeAsync(notification, cancellationToken) ? TypedResults.Accepted((string?)null) : TypedResults.Unauthorized();
}
