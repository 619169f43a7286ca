using System.Collections.Frozen;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>
/// Captures, refunds, reversals and cancels. Each is answered with <c>received</c>, whatever comes of it: the outcome is told by
/// notification only.
/// </summary>
internal static class Modifications
{
    private const int LongestReference = 80;

    private static readonly FrozenSet<string> OfCapture = FrozenSet.ToFrozenSet(
        [
            "amount", "applicationInfo", "enhancedSchemeData", "lineItems", "merchantAccount", "platformChargebackLogic", "reference",
            "splits", "subMerchants",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfRefund = FrozenSet.ToFrozenSet(
        [
            "amount", "applicationInfo", "capturePspReference", "enhancedSchemeData", "lineItems", "merchantAccount",
            "merchantRefundReason", "reference", "splits", "store",
        ],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfReversal =
        FrozenSet.ToFrozenSet(["applicationInfo", "merchantAccount", "reference"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> OfCancel =
        FrozenSet.ToFrozenSet(["applicationInfo", "merchantAccount", "paymentReference", "reference"], StringComparer.Ordinal);

    /// <summary><c>POST /payments/{id}/captures</c>: takes the held amount or a part of it; the rest is let go.</summary>
    public static AdyenAnswer Capture(AdyenRequest request, LedgerTransaction ledger)
    {
        var answer = Read(request, ledger, OfCapture, hasAmount: true, out var payment, out var amount);
        var possible = payment.Status is AdyenStatus.Authorised && amount.Value > 0 && amount.Value <= payment.Amount.Value;
        if (!possible || payment.Method.Behaviour is CardBehaviour.FailsAtCapture)
        {
            ledger.Entries.Append(payment.PspReference, EntryKind.CaptureFailed, amount.Value);
            ledger.Notify(
                payment with { Amount = amount }, "CAPTURE", answer.PspReference, payment.PspReference, success: false,
                reason: possible ? "Capture refused" : "Insufficient balance on payment");
            return AdyenAnswer.Received(answer);
        }

        ledger.Entries.Append(payment.PspReference, EntryKind.Captured, amount.Value);
        if (amount.Value < payment.Amount.Value)
        {
            ledger.Entries.Append(payment.PspReference, EntryKind.Voided, payment.Amount.Value - amount.Value);
        }

        ledger.SaveAdyen(payment with { Status = AdyenStatus.Captured });
        ledger.Notify(payment with { Amount = amount }, "CAPTURE", answer.PspReference, payment.PspReference, success: true);
        return AdyenAnswer.Received(answer);
    }

    /// <summary><c>POST /payments/{id}/refunds</c>: gives taken money back.</summary>
    public static AdyenAnswer Refund(AdyenRequest request, LedgerTransaction ledger)
    {
        var answer = Read(request, ledger, OfRefund, hasAmount: true, out var payment, out var amount);
        var success = amount.Value > 0 && amount.Value <= Undo.Refundable(ledger, payment);
        if (success)
        {
            ledger.Entries.Append(payment.PspReference, EntryKind.Refunded, amount.Value);
        }

        ledger.Notify(
            payment with { Amount = amount }, "REFUND", answer.PspReference, payment.PspReference, success,
            reason: success ? null : "Insufficient balance on payment");
        return AdyenAnswer.Received(answer);
    }

    /// <summary><c>POST /payments/{id}/reversals</c>: refunds what was taken, cancels what was not.</summary>
    public static AdyenAnswer Reverse(AdyenRequest request, LedgerTransaction ledger)
    {
        var answer = Read(request, ledger, OfReversal, hasAmount: false, out var payment, out _);
        var action = Undo.Run(ledger, payment, refunds: true);
        ledger.Notify(
            payment, "CANCEL_OR_REFUND", answer.PspReference, payment.PspReference, action is not null,
            reason: action is null ? "Transaction is already cancelled or refunded" : null, action);
        return AdyenAnswer.Received(answer);
    }

    /// <summary><c>POST /cancels</c>: ends every payment under the merchant's reference that was not captured.</summary>
    public static AdyenAnswer Cancel(AdyenRequest request, LedgerTransaction ledger)
    {
        var body = request.Body.Only(OfCancel);
        var account = request.Account();
        var paymentReference = body.RequiredText("paymentReference", LongestReference);
        var answer = new CancelAnswer(account, paymentReference, AdyenId.New(), body.Text("reference", LongestReference));
        var cancelled = ledger.AdyenPaymentsOf(paymentReference)
            .Where(payment => Undo.Run(ledger, payment, refunds: false) is not null)
            .ToList();
        if (cancelled.Count > 0)
        {
            ledger.Notify(cancelled[0], "TECHNICAL_CANCEL", answer.PspReference, cancelled[0].PspReference, success: true);
        }
        else
        {
            ledger.NotifyNothingCancelled(paymentReference, answer.PspReference);
        }

        return AdyenAnswer.Received(answer);
    }

    private static ModificationAnswer Read(
        AdyenRequest request,
        LedgerTransaction ledger,
        IReadOnlySet<string> known,
        bool hasAmount,
        out AdyenPayment payment,
        out Amount amount)
    {
        var body = request.Body.Only(known);
        var account = request.Account();
        payment = ledger.GetAdyen(request.PaymentPspReference);
        amount = hasAmount ? Amounts.Read(body) : payment.Amount;
        if (!string.Equals(amount.Currency, payment.Amount.Currency, StringComparison.Ordinal))
        {
            throw AdyenException.Invalid("138", "The currency is not the one of the payment.");
        }

        return new ModificationAnswer(
            account, payment.PspReference, AdyenId.New(), body.Text("reference", LongestReference), hasAmount ? amount : null);
    }
}
