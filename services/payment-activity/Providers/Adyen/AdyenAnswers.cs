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
        return captures.Find(capture => capture.Success is true) is { } taken
            ? Standing(PaymentStatus.Captured, payment) with { Amount = taken.Amount ?? payment.Held }
            : captures.Exists(capture => capture.Success is null) ? Standing(PaymentStatus.Pending, payment)
            : From(payment);
    }

    /// <summary>The answer to a call that Adyen refused or that has no known outcome.</summary>
    public static ProviderAnswer Without<T>(AdyenReply<T> reply)
        where T : class =>
        (reply.Refused ? ProviderAnswer.Declined(ReasonOf(reply.Error)) : ProviderAnswer.Unknown(reply.UnknownReason)) with
        {
            Code = reply.Error?.ErrorCode,
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
        AdyenResultCodes.Authorised =>
            Standing(payment.TakenAtOnce ? PaymentStatus.Captured : PaymentStatus.Authorized, payment),
        _ when payment.Awaited is { } step && (step.Url ?? step.Html) is not null =>
            Standing(PaymentStatus.ActionRequired, payment, new PaymentAction(payment.PspReference, step.Url, step.Html)),

        // A bank that does not pay says no more than that.
        AdyenResultCodes.Refused when payment is { TakenAtOnce: true, RefusalReasonCode: null or AdyenRefusals.Plain } =>
            Declined(ReasonCodes.DoNotHonor, payment),
        AdyenResultCodes.Refused => Declined(AdyenRefusals.ReasonOf(payment.RefusalReasonCode), payment),
        AdyenResultCodes.Cancelled => Declined(ReasonCodes.ShopperCancelled, payment),
        AdyenResultCodes.Error => Declined(ReasonCodes.ProviderError, payment),

        // An order is paid whole or not at all; what is held of it is given back with the order, also when Adyen does not say how much.
        AdyenResultCodes.PartiallyAuthorised => new ProviderAnswer(
            new PaymentResult(
                PaymentStatus.Mismatched,
                payment.PspReference,
                ReasonCode: ReasonCodes.AmountMismatch,
                Reason: ReasonCodes.Describe(ReasonCodes.AmountMismatch)),
            Amount: payment.Held,
            Code: payment.ResultCode),

        // Pending and Received are told later. Something to present to the shopper is of no use to us, and the order's own deadline ends it.
        _ => Standing(PaymentStatus.Pending, payment),
    };

    private static ProviderAnswer Declined(string reasonCode, AdyenPaymentFacts payment) =>
        ProviderAnswer.Declined(reasonCode, payment.PspReference) with { Code = payment.RefusalReasonCode ?? payment.ResultCode };

    private static ProviderAnswer Standing(PaymentStatus status, AdyenPaymentFacts payment, PaymentAction? action = null) =>
        new(new PaymentResult(status, payment.PspReference, action), payment.MethodToken, Amount: payment.Held);
}
