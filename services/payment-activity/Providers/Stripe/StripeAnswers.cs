using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>Stripe's words in ours.</summary>
internal static class StripeAnswers
{
    /// <summary>A PaymentIntent, by its status (docs.stripe.com/payments/paymentintents/lifecycle).</summary>
    public static ProviderAnswer From(StripePaymentIntent intent) => intent.Status switch
    {
        StripePaymentIntent.RequiresAction when intent.NextAction?.RedirectToUrl?.Url is { } url =>
            Standing(PaymentStatus.ActionRequired, intent, new PaymentAction(intent.Id, url)),
        StripePaymentIntent.RequiresCapture => Standing(PaymentStatus.Authorized, intent) with
        {
            Amount = StripeAmounts.Read(intent.AmountCapturable, intent.Currency),
        },
        StripePaymentIntent.Succeeded when intent.LatestCharge is { Refunded: true } => ProviderAnswer.Reversed(intent.Id),
        StripePaymentIntent.Succeeded => Standing(PaymentStatus.Captured, intent) with
        {
            Amount = StripeAmounts.Read(intent.AmountReceived, intent.Currency),
        },
        StripePaymentIntent.Canceled => ProviderAnswer.Reversed(intent.Id),
        StripePaymentIntent.RequiresPaymentMethod => Declined(intent.LastPaymentError, intent.Id),

        // processing: the bank has not answered yet. requires_confirmation is passed through while a confirmation runs; an action that is
        // not a redirect is of no use to us, and the order's own deadline ends it.
        _ => Standing(PaymentStatus.Pending, intent),
    };

    /// <summary>The answer to a call that should have given a PaymentIntent.</summary>
    public static ProviderAnswer From(StripeReply<StripePaymentIntent> reply) =>
        reply.Body is { } intent ? From(intent) : Without(reply);

    /// <summary>The answer to a call that Stripe refused or that has no known outcome.</summary>
    public static ProviderAnswer Without<T>(StripeReply<T> reply)
        where T : class =>
        reply.Refused
            ? Declined(reply.Error, reply.Error?.PaymentIntent?.Id)
            : ProviderAnswer.Unknown(reply.UnknownReason, reply.SpendsKey);

    private static ProviderAnswer Declined(StripeError? error, string? id) =>
        ProviderAnswer.Declined(StripeDeclines.ReasonOf(error), id) with { Code = error?.DeclineCode ?? error?.Code };

    private static ProviderAnswer Standing(PaymentStatus status, StripePaymentIntent intent, PaymentAction? action = null) =>
        new(new PaymentResult(status, intent.Id, action), StripeToken.Of(intent.Customer, intent.PaymentMethod));
}
