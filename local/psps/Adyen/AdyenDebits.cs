using Checkout.Local.Psps.Ledger;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.Adyen;

/// <summary>A direct debit on which the bank has not decided.</summary>
/// <param name="Id">The payment.</param>
/// <param name="SubmittedAt">UTC.</param>
internal sealed record AdyenDebit(string Id, DateTimeOffset SubmittedAt) : OpenDecision(Id, SubmittedAt);

/// <summary>Direct debits: the banks decide after <see cref="AdyenOptions.SettlementDelay"/>, and only a notification tells how.</summary>
internal sealed class AdyenDebits(PaymentLedger ledger, IOptions<AdyenOptions> options, TimeProvider time)
    : OpenDecisions<AdyenDebit>(ledger, time)
{
    /// <summary>Submits a debit to the bank.</summary>
    /// <returns>The payment as saved.</returns>
    public static AdyenPayment Submit(LedgerTransaction ledger, AdyenPayment payment)
    {
        ledger.Documents.Save(payment.PspReference, new AdyenDebit(payment.PspReference, ledger.Time.GetUtcNow()));
        ledger.Notify(payment, "PENDING", payment.PspReference, original: null, success: true);
        return ledger.SaveAdyen(payment with { Status = AdyenStatus.Received });
    }

    /// <inheritdoc />
    protected override TimeSpan DelayOf(AdyenDebit decision) => options.Value.SettlementDelay;

    /// <inheritdoc />
    protected override void Decide(LedgerTransaction transaction, AdyenDebit decision)
    {
        var payment = transaction.GetAdyen(decision.Id);
        if (payment.Status is not AdyenStatus.Received)
        {
            return;
        }

        if (payment.Method.Debit?.Refusal is null)
        {
            Authorisation.Approve(transaction, payment);
        }
        else
        {
            transaction.Entries.Append(payment.PspReference, EntryKind.Declined, payment.Amount.Value);
            Authorisation.Refuse(transaction, payment, Refusals.Generic);
        }
    }
}
