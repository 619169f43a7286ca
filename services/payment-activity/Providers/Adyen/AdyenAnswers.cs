using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>Adyen's words in ours.</summary>
internal static class AdyenAnswers
{
    /// <summary>Where a payment stands, from all that Adyen has said about it.</summary>
    public static ProviderAnswer From(AdyenPaymentFacts payment, AdyenOrder order)
    {
        if (order.UndoOf(payment) is { Success: true })
        {
            return ProviderAnswer.Reversed(payment.PspReference);
        }

        var captures = order.CapturesOf(payment);
        return captures.Exists(capture => capture.Success is true) ? Standing(PaymentStatus.Captured, payment)
            : captures.Exists(capture => capture.Success is null) ? Standing(PaymentStatus.Pending, payment)
            : From(payment);
    }

    /// <summary>The answer to a call that Adyen refused or that has no known outcome.</summary>
    public static ProviderAnswer Without<T>(AdyenReply<T> reply)
        where T : class =>
        reply.Refused ? ProviderAnswer.Declined(ReasonOf(reply.Error)) : ProviderAnswer.Unknown(reply.UnknownReason);

    /// <summary>The reason code for a refused payment (docs.adyen.com/development-resources/refusal-reasons).</summary>
    public static string ReasonOf(string? refusalReasonCode) => refusalReasonCode switch
    {
        "4" or "21" => ReasonCodes.ProviderError, // acquirer error, not submitted
        "9" => ReasonCodes.IssuerUnavailable,
        "3" or "27" => ReasonCodes.DoNotHonor, // referral, declined non generic
        "6" => ReasonCodes.ExpiredCard,
        "8" or "32" => ReasonCodes.InvalidCard, // number, address
        "7" or "28" or "29" => ReasonCodes.LimitExceeded, // amount, withdrawal amount and count
        "10" or "23" => ReasonCodes.NotSupported,
        "11" or "39" or "42" => ReasonCodes.AuthenticationFailed,
        "15" or "16" => ReasonCodes.ShopperCancelled,
        "38" => ReasonCodes.AuthenticationRequired,
        "12" => ReasonCodes.InsufficientFunds,
        "24" => ReasonCodes.IncorrectCvc,

        // All others, which would tell of fraud or theft or are about terminals.
        _ => ReasonCodes.CardDeclined,
    };

    /// <summary>The reason code for a refused request (docs.adyen.com/development-resources/error-codes).</summary>
    public static string ReasonOf(AdyenError? error) => error?.ErrorCode switch
    {
        AdyenError.InvalidCardNumber or AdyenError.InvalidExpiry => ReasonCodes.InvalidCard,
        AdyenError.InvalidSecurityCode => ReasonCodes.IncorrectCvc,
        _ => ReasonCodes.ProviderError,
    };

    private static ProviderAnswer From(AdyenPaymentFacts payment) => payment.ResultCode switch
    {
        AdyenResultCodes.Authorised when payment.TakenAtOnce => Standing(PaymentStatus.Captured, payment),
        AdyenResultCodes.Authorised => Standing(PaymentStatus.Authorized, payment),
        AdyenResultCodes.RedirectShopper when payment.RedirectUrl is { } url =>
            Standing(PaymentStatus.ActionRequired, payment, new PaymentAction(payment.PspReference, url)),

        // A bank that does not pay says no more than that.
        AdyenResultCodes.Refused when payment.TakenAtOnce =>
            ProviderAnswer.Declined(ReasonCodes.DoNotHonor, payment.PspReference) with { Code = payment.RefusalReasonCode },
        AdyenResultCodes.Refused =>
            ProviderAnswer.Declined(ReasonOf(payment.RefusalReasonCode), payment.PspReference) with { Code = payment.RefusalReasonCode },
        AdyenResultCodes.Cancelled => ProviderAnswer.Declined(ReasonCodes.ShopperCancelled, payment.PspReference),
        AdyenResultCodes.Error => ProviderAnswer.Declined(ReasonCodes.ProviderError, payment.PspReference),

        // An order is paid whole or not at all; what is held of it is given back with the order.
        AdyenResultCodes.PartiallyAuthorised => ProviderAnswer.Declined(ReasonCodes.InsufficientFunds, payment.PspReference),

        // Pending and Received are told later. A fingerprint, a challenge in the shop's own page or something to present to the shopper is
        // of no use to us, and the order's own deadline ends it.
        _ => Standing(PaymentStatus.Pending, payment),
    };

    private static ProviderAnswer Standing(PaymentStatus status, AdyenPaymentFacts payment, PaymentAction? action = null) =>
        new(new PaymentResult(status, payment.PspReference, action), payment.MethodToken, Amount: payment.Held);
}
