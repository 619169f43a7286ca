using Dapr.Client;

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
}
