using Checkout.Local.Psps.Ledger;

namespace Checkout.Local.Psps.Adyen;

/// <summary>Gives payments back.</summary>
internal static class Undo
{
    /// <summary>What is taken and not yet given back.</summary>
    /// <returns>Minor units.</returns>
    public static long Refundable(LedgerTransaction ledger, AdyenPayment payment) =>
        ledger.Entries.Sum(payment.PspReference, EntryKind.Captured) - ledger.Entries.Refunded(payment.PspReference);

    /// <summary>Cancels a payment that was not taken, refunds one that was.</summary>
    /// <param name="ledger">The transaction.</param>
    /// <param name="payment">Which.</param>
    /// <param name="refunds">Whether taken money goes back too.</param>
    /// <returns><c>cancel</c> or <c>refund</c>; null when neither was possible.</returns>
    public static string? Run(LedgerTransaction ledger, AdyenPayment payment, bool refunds)
    {
        switch (payment.Status)
        {
            case AdyenStatus.Authorised or AdyenStatus.RedirectShopper or AdyenStatus.IdentifyShopper or AdyenStatus.ChallengeShopper
                or AdyenStatus.Received:
                var held = payment.Status is AdyenStatus.Authorised;
                ledger.Entries.Append(
                    payment.PspReference, held ? EntryKind.Voided : EntryKind.Canceled, held ? payment.Amount.Value : 0);
                ledger.SaveAdyen(payment with { Status = AdyenStatus.Cancelled, ChallengeUrl = null });
                return "cancel";
            case AdyenStatus.Captured when refunds && Refundable(ledger, payment) is > 0 and var rest:
                ledger.Entries.Append(payment.PspReference, EntryKind.Refunded, rest);
                return "refund";
            default:
                return null;
        }
    }
}
