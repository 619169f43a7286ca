using Checkout.Local.Psps.Faults;
using Checkout.Local.Psps.Notifications;

namespace Checkout.Local.Psps.Stripe;

/// <summary>The Stripe-shaped API under <c>/stripe</c>.</summary>
internal static class StripeEndpoints
{
    /// <summary>Adds what the calls need.</summary>
    public static void AddStripe(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<StripeOptions>().BindConfiguration("Stripe");
        builder.Services.AddNotifications<StripeWebhook>();
        builder.Services.AddHostedService<BankDecisions>();
        builder.Services.AddSingleton<StripeGateway>();
    }

    /// <summary>Maps the calls.</summary>
    public static void MapStripe(this WebApplication app)
    {
        var gateway = app.Services.GetRequiredService<StripeGateway>();
        var stripe = app.MapGroup("/stripe").OfPsp(PaymentIntentStore.Provider);
        Post("/v1/payment_intents", CreatePaymentIntent.Run);
        Get("/v1/payment_intents/search", SearchPaymentIntents.Run);
        Get("/v1/payment_intents/{id}", RetrievePaymentIntent.Run);
        Post("/v1/payment_intents/{id}/confirm", ConfirmPaymentIntent.Run);
        Post("/v1/payment_intents/{id}/capture", CapturePaymentIntent.Run);
        Post("/v1/payment_intents/{id}/cancel", CancelPaymentIntent.Run);
        Post("/v1/refunds", Refunds.Create);
        Get("/v1/refunds/{id}", Refunds.Retrieve);
        Post("/v1/setup_intents", SetupIntents.Create);
        Post("/v1/customers", Customers.Create);
        Get("/v1/customers/{id}", Customers.Retrieve);
        Get("/v1/payment_methods/{id}", PaymentMethods.Retrieve);
        Post("/v1/test_helpers/shared_payment/granted_tokens", GrantedTokens.Create);
        Post("/v1/test_helpers/shared_payment/granted_tokens/{id}/revoke", GrantedTokens.Revoke);
        Get("/v1/shared_payment/granted_tokens/{id}", GrantedTokens.Retrieve);
        stripe.Map("/{**path}", context => gateway.HandleAsync(
            context, (_, _) => throw StripeException.UnknownUrl(context.Request.Method, context.Request.Path)));

        void Get(string pattern, StripeOperation operation) =>
            stripe.MapGet(pattern, context => gateway.HandleAsync(context, operation));

        void Post(string pattern, StripeOperation operation) =>
            stripe.MapPost(pattern, context => gateway.HandleAsync(context, operation));
    }
}
