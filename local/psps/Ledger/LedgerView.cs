namespace Checkout.Local.Psps.Ledger;

/// <summary>A payment with its books, as <c>GET /ledger</c> shows it. Amounts are minor units.</summary>
/// <param name="Id">The provider's identifier.</param>
/// <param name="Provider">E.g. <c>stripe</c>.</param>
/// <param name="Reference">The merchant's own reference.</param>
/// <param name="Status">The provider's name of the status.</param>
/// <param name="Amount">Requested.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
/// <param name="Authorized">Held at some time.</param>
/// <param name="Captured">Taken.</param>
/// <param name="Refunded">Given back, without refunds that failed.</param>
/// <param name="Voided">Held and let go without being taken.</param>
/// <param name="Entries">What happened, oldest first.</param>
internal sealed record LedgerPayment(
    string Id,
    string Provider,
    string? Reference,
    string Status,
    long Amount,
    string Currency,
    long Authorized,
    long Captured,
    long Refunded,
    long Voided,
    IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>Reads the payment's books.</summary>
    /// <returns>The payment as shown.</returns>
    public static LedgerPayment Of(Payment payment, LedgerTransaction ledger)
    {
        var entries = ledger.Entries.Of(payment.Id);
        long Sum(EntryKind kind) => entries.Where(entry => entry.Kind == kind).Sum(entry => entry.Amount);
        return new LedgerPayment(
            payment.Id, payment.Provider, payment.Reference, payment.Status, payment.Amount, payment.Currency,
            Sum(EntryKind.Authorized), Sum(EntryKind.Captured), Sum(EntryKind.Refunded) - Sum(EntryKind.RefundFailed),
            Sum(EntryKind.Voided), entries);
    }
}

/// <summary>What the payments of one reference come to.</summary>
/// <param name="Charges">Number of captures.</param>
/// <param name="Captured">Taken, minor units.</param>
/// <param name="Refunded">Given back, minor units.</param>
/// <param name="Held">Still held: authorised, neither taken nor let go.</param>
internal sealed record LedgerTotals(int Charges, long Captured, long Refunded, long Held)
{
    /// <summary>Adds payments up.</summary>
    /// <returns>The totals.</returns>
    public static LedgerTotals Of(IReadOnlyList<LedgerPayment> payments) => new(
        payments.Sum(payment => payment.Entries.Count(entry => entry.Kind == EntryKind.Captured)),
        payments.Sum(payment => payment.Captured),
        payments.Sum(payment => payment.Refunded),
        payments.Sum(payment => payment.Authorized - payment.Captured - payment.Voided));
}

/// <summary>Answer to <c>GET /ledger?reference=</c>.</summary>
/// <param name="Reference">The merchant's reference.</param>
/// <param name="Payments">Oldest first; empty when there is none.</param>
/// <param name="Totals">What they come to.</param>
internal sealed record ReferenceView(string Reference, IReadOnlyList<LedgerPayment> Payments, LedgerTotals Totals);

/// <summary>Answer to <c>GET /ledger</c>.</summary>
/// <param name="Payments">Latest first.</param>
/// <param name="Next">Value of <c>before</c> for the next page; null on the last.</param>
internal sealed record LatestView(IReadOnlyList<LedgerPayment> Payments, long? Next);
