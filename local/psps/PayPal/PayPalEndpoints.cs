using Checkout.Local.Psps.Faults;
using Checkout.Local.Psps.Notifications;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.PayPal;

/// <summary>The PayPal-shaped API (Orders v2, Payments v2, OAuth 2.0 and webhook verification) under <c>/paypal</c>.</summary>
internal static class PayPalEndpoints
{
    /// <summary>Where the certificate of the notifications' signatures is.</summary>
    public const string CertificatePath = "/paypal/v1/notifications/certs/local";

    /// <summary>Adds what the calls need.</summary>
    public static void AddPayPal(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PayPalOptions>().BindConfiguration("PayPal");
        builder.Services.AddSingleton<OwnAddress>();
        builder.Services.AddSingleton<TransmissionSignature>();
        builder.Services.AddSingleton<PayPalTokens>();
        builder.Services.AddNotifications<PayPalWebhook>();
        builder.Services.AddHostedService<PayPalClearing>();
        builder.Services.AddSingleton<PayPalGateway>();
    }

    /// <summary>Maps the calls.</summary>
    public static void MapPayPal(this WebApplication app)
    {
        var gateway = app.Services.GetRequiredService<PayPalGateway>();
        var paypal = app.MapGroup("/paypal").OfPsp(PayPalOrderStore.Provider);
        Post("/v2/checkout/orders", Orders.Create);
        Get("/v2/checkout/orders/{id}", Orders.Show);
        Post("/v2/checkout/orders/{id}/authorize", Orders.Authorize);
        Get("/v2/payments/authorizations/{id}", Payments.ShowAuthorization);
        Post("/v2/payments/authorizations/{id}/capture", Payments.Capture);
        Post("/v2/payments/authorizations/{id}/void", Payments.Void);
        Get("/v2/payments/captures/{id}", Payments.ShowCapture);
        Post("/v2/payments/captures/{id}/refund", Payments.Refund);
        Get("/v2/payments/refunds/{id}", Payments.ShowRefund);
        paypal.MapPost("/v1/oauth2/token", (HttpContext context, PayPalTokens tokens) =>
            gateway.WriteAsync(context, () => tokens.IssueAsync(context.Request)));
        paypal.MapPost(
            "/v1/notifications/verify-webhook-signature",
            (HttpContext context, TransmissionSignature signature, IOptions<PayPalOptions> options) =>
                gateway.ServeAsync(context, body => Task.FromResult(VerifyWebhook.Run(body, signature, options.Value.WebhookId))));
        app.MapGet(CertificatePath, (TransmissionSignature signature) =>
            TypedResults.Text(signature.Certificate, "application/x-pem-file"));
        app.MapApproval();
        paypal.Map("/{**path}", context => gateway.HandleAsync(context, (_, _) => throw PayPalException.NotFound()));

        void Post(string pattern, PayPalOperation operation) =>
            paypal.MapPost(pattern, context => gateway.HandleAsync(context, operation));

        void Get(string pattern, PayPalOperation operation) =>
            paypal.MapGet(pattern, context => gateway.HandleAsync(context, operation));
    }
}
