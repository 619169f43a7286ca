using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers.PayPal;

/// <summary>PayPal's words in ours.</summary>
internal static class PayPalAnswers
{
    /// <summary>Where a payment stands, by what the order shows of it.</summary>
    public static ProviderAnswer From(PayPalOrder order, string id)
    {
        if (order.Captures.FirstOrDefault(capture => capture.IsTaken) is { } taken)
        {
            return Standing(PaymentStatus.Captured, id, taken);
        }

        if (order.Captures.FirstOrDefault(capture => capture.Status is PayPalPayment.Pending) is { } pending)
        {
            return Standing(PaymentStatus.Pending, id, pending);
        }

        return order.Captures.Any(capture => capture.Status is PayPalPayment.Refunded)
            ? ProviderAnswer.Reversed(id)
            : order.Authorization is { } authorization ? From(authorization, id) : Unauthorized(order, id);
    }

    /// <summary>The answer to a call that PayPal refused or that has no known outcome.</summary>
    public static ProviderAnswer Without<T>(PayPalReply<T> reply, string? id = null)
        where T : class => reply switch
        {
            // Money is held or taken under our number, and not by this order: nothing to call a decline.
            { Refused: true, Error.Issue: PayPalError.DuplicateInvoice } => ProviderAnswer.Unknown(ReasonCodes.ProviderError),
            { Refused: true } => ProviderAnswer.Declined(ReasonOf(reply.Error), id) with { Code = reply.Error?.Issue },
            _ => ProviderAnswer.Unknown(reply.UnknownReason),
        };

    /// <summary>The reason code for a refusal, by its issue (<c>checkout_orders_v2.json</c>).</summary>
    public static string ReasonOf(PayPalError? error) => error?.Issue switch
    {
        "INSTRUMENT_DECLINED" or "TRANSACTION_REFUSED" or "PAYEE_BLOCKED_TRANSACTION" or "TRANSACTION_BLOCKED_BY_PAYEE"
            or "DECLINED_DUE_TO_RELATED_TXN" or "PAYMENT_SOURCE_DECLINED_BY_PROCESSOR" => ReasonCodes.CardDeclined,
        "MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED" => ReasonCodes.DoNotHonor,
        "PAYER_CANNOT_PAY" or "PAYER_ACCOUNT_RESTRICTED" or "PAYER_ACCOUNT_LOCKED_OR_CLOSED" => ReasonCodes.InvalidAccount,
        "TRANSACTION_LIMIT_EXCEEDED" or "TRANSACTION_RECEIVING_LIMIT_EXCEEDED" or "MAX_VALUE_EXCEEDED" => ReasonCodes.LimitExceeded,
        "COMPLIANCE_VIOLATION" or "DOMESTIC_TRANSACTION_REQUIRED" or "INVALID_CURRENCY_CODE" => ReasonCodes.NotSupported,
        "PAYER_ACTION_REQUIRED" => ReasonCodes.AuthenticationRequired,
        "ORDER_EXPIRED" or "ORDER_COMPLETED_OR_VOIDED" => ReasonCodes.NotAuthorized,
        _ => ReasonCodes.ProviderError,
    };

    private static ProviderAnswer From(PayPalPayment authorization, string id) => authorization.Status switch
    {
        // A failed capture leaves the authorisation as it was.
        PayPalPayment.Created => Standing(PaymentStatus.Authorized, id, authorization),
        PayPalPayment.Voided => ProviderAnswer.Reversed(id),
        PayPalPayment.Denied => ProviderAnswer.Declined(ReasonCodes.CardDeclined, id) with { Code = PayPalPayment.Denied },
        _ => Standing(PaymentStatus.Pending, id),
    };

    private static ProviderAnswer Unauthorized(PayPalOrder order, string id) => order.Status switch
    {
        PayPalOrder.Voided => ProviderAnswer.Declined(ReasonCodes.NotAuthorized, id),
        PayPalOrder.PayerActionRequired or PayPalOrder.Created or PayPalOrder.Saved when order.ApprovalUrl is { } url =>
            new ProviderAnswer(new PaymentResult(PaymentStatus.ActionRequired, id, new PaymentAction(id, url))),
        _ => Standing(PaymentStatus.Pending, id),
    };

    private static ProviderAnswer Standing(PaymentStatus status, string id, PayPalPayment? payment = null) =>
        new(new PaymentResult(status, id), Amount: payment?.Amount.ToMoney());
}
