using System.Collections.Frozen;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary><c>POST /v1/payment_intents/{id}/cancel</c></summary>
internal static class CancelPaymentIntent
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(["cancellation_reason", "expand"], StringComparer.Ordinal);

    private static readonly string[] Final =
        [PaymentIntentStatus.Succeeded, PaymentIntentStatus.Canceled, PaymentIntentStatus.Processing];

    /// <summary>
    /// Ends a payment that was neither taken nor left to a bank; what is held is let go, and an open challenge leads nowhere any more.
    /// </summary>
    public static StripeAnswer Run(StripeRequest request, LedgerTransaction ledger)
    {
        request.Form.RefuseUnknown(Known);
        var reason = request.Form.Word("cancellation_reason", "duplicate", "fraudulent", "requested_by_customer", "abandoned");
        var intent = ledger.GetIntent(request.Id);
        if (Final.Contains(intent.Status, StringComparer.Ordinal))
        {
            throw StripeException.UnexpectedState(
                intent, $"You cannot cancel this PaymentIntent because it has a status of {intent.Status}.");
        }

        var kind = intent.AmountCapturable > 0 ? EntryKind.Voided : EntryKind.Canceled;
        ledger.Entries.Append(intent.Id, kind, intent.AmountCapturable);
        var canceled = intent with
        {
            Status = PaymentIntentStatus.Canceled,
            AmountCapturable = 0,
            CanceledAt = ledger.Time.GetUtcNow().ToUnixTimeSeconds(),
            CancellationReason = reason,
            NextAction = null,
        };
        ledger.SaveIntent(canceled);
        ledger.Tell("payment_intent.canceled", canceled);
        return StripeAnswer.Ok(canceled);
    }
}
