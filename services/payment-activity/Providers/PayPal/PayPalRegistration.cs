using Dapr.Client;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>Puts PayPal behind the provider seam.</summary>
internal static class PayPalRegistration
{
    public static void AddPayPal(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(PayPalOptions.Section).Get<PayPalOptions>() ?? new();
        builder.Services.AddSingleton(options);
        builder.Services.AddKeyedSingleton(PayPalProvider.Name, (services, _) =>
        {
            var http = services.GetRequiredService<DaprClient>().CreateInvokableHttpClient(options.Endpoint);
            http.Timeout = Timeout.InfiniteTimeSpan; // PayPalApi has its own deadline, which it can tell from a cancellation.
            return http;
        });
        builder.Services.AddSingleton<PayPalTokens>();
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<PayPalApi>(
            services, services.GetRequiredKeyedService<HttpClient>(PayPalProvider.Name)));
        builder.Services.AddSingleton<PayPalApprovals>();
        builder.Services.AddSingleton<PayPalNotifications>();
        builder.Services.AddSingleton<PayPalReversals>();
        builder.Services.AddSingleton<IPaymentProvider, PayPalProvider>();
    }
}
