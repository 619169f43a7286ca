using Checkout.Local.Psps.Cards;

namespace Checkout.Local.Psps.Stripe;

/// <summary>The issuers' refusals in Stripe's words.</summary>
internal static class Declines
{
    /// <summary>The issuer wants the shopper, who is not there.</summary>
    public static StripeError AuthenticationRequired { get; } =
        Error("authentication_required", "authentication_required", "Your card was declined. This transaction requires authentication.");

    /// <summary>The issuer refuses without saying why.</summary>
    public static StripeError Generic { get; } = Error("card_declined", "generic_decline", "Your card was declined.");

    /// <summary>The shopper was challenged and did not pass.</summary>
    public static StripeError AuthenticationFailed { get; } = new()
    {
        Type = "invalid_request_error",
        Code = "payment_intent_authentication_failure",
        Message = "The payment method failed authentication. Provide another one to try again.",
    };

    /// <summary>The shopper did not approve on the page of the method.</summary>
    /// <param name="type">One of <see cref="PaymentMethodTypes"/>.</param>
    /// <returns>The refusal.</returns>
    public static StripeError OnThePage(string? type) => type switch
    {
        PaymentMethodTypes.Klarna => new()
        {
            Type = "invalid_request_error",
            Code = "payment_method_customer_decline",
            Message = "The customer did not approve the payment.",
        },
        PaymentMethodTypes.Ideal => new()
        {
            Type = "invalid_request_error",
            Code = "payment_intent_payment_attempt_failed",
            Message = "The payment failed.",
        },
        _ => AuthenticationFailed,
    };

    /// <summary>The bank sent a direct debit back.</summary>
    /// <param name="declineCode">Why.</param>
    /// <returns>The refusal.</returns>
    public static StripeError ByBank(string declineCode) =>
        Error("payment_intent_payment_attempt_failed", declineCode, "The bank did not pay the direct debit.");

    /// <summary>What an issuer says at authorisation.</summary>
    /// <param name="behaviour">The card's behaviour.</param>
    /// <returns>The refusal, or null when it does not refuse.</returns>
    public static StripeError? AtAuthorisation(CardBehaviour behaviour) => behaviour switch
    {
        CardBehaviour.Declines => Generic,
        CardBehaviour.LacksFunds => Error("card_declined", "insufficient_funds", "Your card has insufficient funds."),
        CardBehaviour.Expired => Error("expired_card", "expired_card", "Your card has expired."),
        CardBehaviour.RefusesCvc => Error("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
        _ => null,
    };

    private static StripeError Error(string code, string declineCode, string message) =>
        new() { Type = "card_error", Code = code, DeclineCode = declineCode, Message = message };
}
