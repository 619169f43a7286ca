using Checkout.Api.Dialects.Ucp.Calls;
using Checkout.Api.Dialects.Ucp.Discovery;
using Checkout.Api.Dialects.Ucp.Views;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>The Universal Commerce Protocol, REST binding of 2026-04-08.</summary>
internal static class UcpRegistration
{
    public static IServiceCollection AddUcp(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<UcpOptions>(configuration.GetSection(UcpOptions.Section))
        .AddSingleton<PaymentHandlers>()
        .AddSingleton<CheckoutView>()
        .AddSingleton<OrderView>()
        .AddSingleton<InstrumentReading>()
        .AddSingleton<CheckoutWriting>()
        .AddSingleton<CheckoutCompletion>()
        .AddSingleton<Tokenization>()
        .AddSingleton<OrderReading>();

    public static void MapUcp(this IEndpointRouteBuilder routes)
    {
        routes.MapProfile();
        routes.MapCheckouts();
    }
}
