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
        StripePaymentIntent.RequiresCapture => Standing(PaymentStatus.Authorized, intent),
        StripePaymentIntent.Succeeded => Standing(PaymentStatus.Captured, intent),
        StripePaymentIntent.Canceled => ProviderAnswer.Reversed(intent.Id),
        StripePaymentIntent.RequiresPaymentMethod => ProviderAnswer.Declined(ReasonOf(intent.LastPaymentError), intent.Id),
        // requires_confirmation is passed through while a confirmation runs; a challenge that is not a redirect is of no use to us, and
        // the order's own deadline ends it.
        _ => Standing(PaymentStatus.Pending, intent),
    };

    /// <summary>The answer to a call that should have given a PaymentIntent.</summary>
    public static ProviderAnswer From(StripeReply<StripePaymentIntent> reply) => reply switch
    {
        { Body: { } intent } => From(intent),
        { Refused: true } => ProviderAnswer.Declined(
            reply.Status == 402 ? ReasonOf(reply.Error) : ReasonCodes.ProviderError, reply.Error?.PaymentIntent?.Id),
        _ => ProviderAnswer.Unknown(reply.UnknownReason, reply.SpendsKey),
    };

    /// <summary>The reason code for a card error (docs.stripe.com/error-codes, docs.stripe.com/declines/codes).</summary>
    public static string ReasonOf(StripeError? error) => (error?.DeclineCode ?? error?.Code) switch
    {
        null or "processing_error" => ReasonCodes.ProviderError,
        "insufficient_funds" => ReasonCodes.InsufficientFunds,
        "expired_card" => ReasonCodes.ExpiredCard,
        "incorrect_cvc" or "invalid_cvc" => ReasonCodes.IncorrectCvc,
        "authentication_required" or "payment_intent_authentication_failure" or "mobile_device_authentication_required" =>
            ReasonCodes.AuthenticationFailed,
        "incorrect_number" or "invalid_number" or "invalid_account" or "invalid_expiry_month" or "invalid_expiry_year" =>
            ReasonCodes.InvalidCard,
        _ => ReasonCodes.CardDeclined,
    };

    private static ProviderAnswer Standing(PaymentStatus status, StripePaymentIntent intent, PaymentAction? action = null) =>
        new(new PaymentResult(status, intent.Id, action), intent.PaymentMethod);
}
