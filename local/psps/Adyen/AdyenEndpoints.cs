using Checkout.Local.Psps.Faults;
using Checkout.Local.Psps.Notifications;

namespace Checkout.Local.Psps.Adyen;

/// <summary>The Adyen-shaped Checkout API v72 under <c>/adyen/v72</c>.</summary>
internal static class AdyenEndpoints
{
    /// <summary>Adds what the calls need.</summary>
    public static void AddAdyen(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AdyenOptions>().BindConfiguration("Adyen");
        builder.Services.AddNotifications<AdyenWebhook>();
        builder.Services.AddHostedService<AdyenDebits>();
        builder.Services.AddSingleton<AdyenGateway>();
    }

    /// <summary>Maps the calls.</summary>
    public static void MapAdyen(this WebApplication app)
    {
        var gateway = app.Services.GetRequiredService<AdyenGateway>();
        var adyen = app.MapGroup("/adyen/v72").OfPsp(AdyenPaymentStore.Provider);
        Post("/payments", CreatePayment.Run);
        Post("/payments/details", PaymentDetails.Run);
        Post("/payments/{id}/captures", Modifications.Capture);
        Post("/payments/{id}/refunds", Modifications.Refund);
        Post("/payments/{id}/reversals", Modifications.Reverse);
        Post("/cancels", Modifications.Cancel);
        adyen.Map("/{**path}", context => gateway.HandleAsync(context, (_, _) => throw AdyenException.UnknownUrl()));

        void Post(string pattern, AdyenOperation operation) =>
            adyen.MapPost(pattern, context => gateway.HandleAsync(context, operation));
    }
}
