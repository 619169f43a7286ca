namespace Checkout.Payments.Providers.Routing;

/// <summary>Puts the router in front of the PSPs.</summary>
internal static class RoutingRegistration
{
    public static void AddRouting(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.GetSection(RoutingOptions.Section).Get<RoutingOptions>() ?? new());
        builder.Services.AddSingleton<ProviderHealth>();
        builder.Services.AddSingleton<PaymentRouter>();
        builder.Services.AddSingleton<PaymentRetry>();
    }
}
