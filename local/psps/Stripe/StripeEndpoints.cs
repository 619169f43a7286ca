using Checkout.Local.Psps.Faults;

namespace Checkout.Local.Psps.Stripe;

/// <summary>The Stripe-shaped API under <c>/stripe</c>.</summary>
internal static class StripeEndpoints
{
    /// <summary>Maps the calls.</summary>
    public static void MapStripe(this WebApplication app)
    {
        var gateway = app.Services.GetRequiredService<StripeGateway>();
        var stripe = app.MapGroup("/stripe").OfPsp(PaymentIntentStore.Provider);
        Post("/v1/payment_intents", CreatePaymentIntent.Run);
        Get("/v1/payment_intents/search", SearchPaymentIntents.Run);
        Get("/v1/payment_intents/{id}", (request, ledger) => StripeAnswer.Ok(ledger.GetIntent(request.Id)));
        Post("/v1/payment_intents/{id}/confirm", ConfirmPaymentIntent.Run);
        Post("/v1/payment_intents/{id}/capture", CapturePaymentIntent.Run);
        Post("/v1/payment_intents/{id}/cancel", CancelPaymentIntent.Run);
        Post("/v1/refunds", Refunds.Create);
        Get("/v1/refunds/{id}", Refunds.Retrieve);
        Post("/v1/setup_intents", SetupIntents.Create);
        Get("/v1/payment_methods/{id}", PaymentMethods.Retrieve);
        stripe.Map("/{**path}", context => gateway.HandleAsync(
            context, (_, _) => throw StripeException.UnknownUrl(context.Request.Method, context.Request.Path)));

        void Get(string pattern, StripeOperation operation) =>
            stripe.MapGet(pattern, context => gateway.HandleAsync(context, operation));

        void Post(string pattern, StripeOperation operation) =>
            stripe.MapPost(pattern, context => gateway.HandleAsync(context, operation));
    }
}
