using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Stripe;

/// <summary>SEPA direct debits: submitted under a mandate, and paid or sent back by the bank some time later.</summary>
internal static class DirectDebit
{
    /// <summary>Submits the debit.</summary>
    /// <returns>The payment in <c>processing</c>.</returns>
    /// <exception cref="StripeException">There is no mandate.</exception>
    public static StripeAnswer Submit(LedgerTransaction ledger, PaymentIntent intent, PaymentMethod method, ConfirmationOptions options)
    {
        if (!options.HasMandate && !method.IsKept)
        {
            throw StripeException.Parameter(
                "payment_intent_mandate_invalid", "mandate_data", "A direct debit needs the payer's mandate: send mandate_data.");
        }

        var submitted = intent with { Status = PaymentIntentStatus.Processing, LatestCharge = StripeId.New("py") };
        ledger.Documents.Save(method.Id, method.AfterUse(intent));
        ledger.Documents.Save(intent.Id, new BankDecision(intent.Id, intent.Id, ledger.Time.GetUtcNow(), method.SepaDebit?.IsSlow is true));
        ledger.SaveIntent(submitted);
        ledger.Tell("payment_intent.processing", submitted);
        return StripeAnswer.Ok(submitted);
    }

    /// <summary>The bank has decided.</summary>
    public static void Settle(LedgerTransaction ledger, string paymentIntentId)
    {
        var intent = ledger.GetIntent(paymentIntentId);
        if (intent.Status is not PaymentIntentStatus.Processing)
        {
            return;
        }

        var method = intent.PaymentMethod is { } id ? ledger.Documents.Find<PaymentMethod>(id) : null;
        if (method?.SepaDebit?.Refusal is { } refusal)
        {
            ledger.Entries.Append(intent.Id, EntryKind.Declined, intent.Amount);
            Confirmation.Fail(ledger, intent, method, Declines.ByBank(refusal));
            return;
        }

        ledger.Entries.Append(intent.Id, EntryKind.Authorized, intent.Amount);
        Confirmation.Take(ledger, intent, intent.Amount);
    }
}
