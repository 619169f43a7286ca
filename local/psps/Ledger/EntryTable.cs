using Microsoft.Data.Sqlite;

namespace Checkout.Local.Psps.Ledger;

/// <summary>The books: what happened, in order.</summary>
/// <param name="connection">Inside the transaction.</param>
/// <param name="time">Stamps the entries.</param>
internal sealed class EntryTable(SqliteConnection connection, TimeProvider time)
{
    /// <summary>Adds an entry.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="amount">Minor units.</param>
    public void Append(string paymentId, EntryKind kind, long amount) => connection.Execute(
        "INSERT INTO entries (payment_id, kind, amount, at) VALUES ($payment, $kind, $amount, $at)",
        ("$payment", paymentId), ("$kind", kind.ToString()), ("$amount", amount), ("$at", Timestamps.Write(time.GetUtcNow())));

    /// <summary>The entries of a payment.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <returns>Oldest first.</returns>
    public IReadOnlyList<LedgerEntry> Of(string paymentId) => connection.Query(
        "SELECT sequence, kind, amount, at FROM entries WHERE payment_id = $payment ORDER BY sequence",
        row => new LedgerEntry(
            row.GetInt64(0), Enum.Parse<EntryKind>(row.GetString(1)), row.GetInt64(2), Timestamps.Read(row.GetString(3))),
        ("$payment", paymentId));

    /// <summary>Sum of the amounts of one kind of entry.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <param name="kind">What to sum.</param>
    /// <returns>Minor units.</returns>
    public long Sum(string paymentId, EntryKind kind) => connection.Query(
        "SELECT COALESCE(SUM(amount), 0) FROM entries WHERE payment_id = $payment AND kind = $kind",
        row => row.GetInt64(0),
        ("$payment", paymentId), ("$kind", kind.ToString())).Single();

    /// <summary>What was given back and has stayed so.</summary>
    /// <param name="paymentId">The payment.</param>
    /// <returns>Minor units.</returns>
    public long Refunded(string paymentId) => Sum(paymentId, EntryKind.Refunded) - Sum(paymentId, EntryKind.RefundFailed);
}
