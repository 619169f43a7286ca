using System.Collections.Frozen;
using Checkout.Local.Psps.Cards;
using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary><c>POST /v1/payment_intents/{id}/capture</c></summary>
internal static class CapturePaymentIntent
{
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        ["amount_to_capture", "expand", "final_capture", "metadata", "statement_descriptor", "statement_descriptor_suffix"],
        StringComparer.Ordinal);

    /// <summary>
    /// Takes the held amount or a part of it; the rest is let go. An issuer that refuses is answered as Stripe answers a decline, 402
    /// <c>card_error</c> with the payment inside; the payment stays in <c>requires_capture</c>, so that it can be tried again or cancelled.
    /// </summary>
    public static StripeAnswer Run(StripeRequest request, LedgerTransaction ledger)
    {
        request.Form.RefuseUnknown(Known);
        var amountToCapture = request.Form.PositiveInteger("amount_to_capture");
        var intent = ledger.GetIntent(request.Id);
        if (!string.Equals(intent.Status, PaymentIntentStatus.RequiresCapture, StringComparison.Ordinal))
        {
            throw StripeException.UnexpectedState(
                intent, $"This PaymentIntent could not be captured because it has a status of {intent.Status}, not requires_capture.");
        }

        var amount = amountToCapture ?? intent.AmountCapturable;
        if (amount > intent.AmountCapturable)
        {
            throw StripeException.Refused(
                "amount_too_large", "amount_to_capture", $"No more than what is held can be captured: {intent.AmountCapturable}.", intent);
        }

        return MethodOf(intent, ledger)?.Behaviour == CardBehaviour.FailsAtCapture
            ? Refuse(intent, amount, ledger)
            : StripeAnswer.Ok(Capture(intent, amount, ledger));
    }

    private static PaymentIntent Capture(PaymentIntent intent, long amount, LedgerTransaction ledger)
    {
        if (amount < intent.AmountCapturable)
        {
            ledger.Entries.Append(intent.Id, EntryKind.Voided, intent.AmountCapturable - amount);
        }

        return Confirmation.Take(ledger, intent, amount);
    }

    private static StripeAnswer Refuse(PaymentIntent intent, long amount, LedgerTransaction ledger)
    {
        ledger.Entries.Append(intent.Id, EntryKind.CaptureFailed, amount);
        var error = Declines.Generic with { Charge = intent.LatestCharge, PaymentIntent = intent };
        return new StripeAnswer(StatusCodes.Status402PaymentRequired, StripeJson.Write(new StripeErrorBody(error)));
    }

    private static PaymentMethod? MethodOf(PaymentIntent intent, LedgerTransaction ledger) =>
        intent.PaymentMethod is { } id ? ledger.Documents.Find<PaymentMethod>(id) : null;
}
