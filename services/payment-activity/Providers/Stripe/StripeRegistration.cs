using Dapr.Client;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>Puts Stripe behind the provider seam.</summary>
internal static class StripeRegistration
{
    public static void AddStripe(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(StripeOptions.Section).Get<StripeOptions>() ?? new();
        builder.Services.AddSingleton(options);
        builder.Services.AddKeyedSingleton(StripeProvider.Name, (services, _) =>
        {
            var http = services.GetRequiredService<DaprClient>().CreateInvokableHttpClient(options.Endpoint);
            http.Timeout = Timeout.InfiniteTimeSpan; // StripeApi has its own deadline, which it can tell from a cancellation.
            return http;
        });
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<StripeApi>(
            services, services.GetRequiredKeyedService<HttpClient>(StripeProvider.Name)));
        builder.Services.AddSingleton<StripeStoredCards>();
        builder.Services.AddSingleton<StripeNotifications>();
        builder.Services.AddSingleton<IPaymentProvider, StripeProvider>();
    }
}
