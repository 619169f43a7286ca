using Microsoft.Data.Sqlite;

namespace Checkout.Local.Psps.Ledger;

/// <summary>What one unit of work sees of the ledger. All of its changes become durable together, or none does.</summary>
internal sealed class LedgerTransaction
{
    /// <summary>Opens the view.</summary>
    /// <param name="connection">Inside the transaction.</param>
    /// <param name="fingerprints">Keyed hashes of this ledger.</param>
    /// <param name="time">Stamps what is written.</param>
    public LedgerTransaction(SqliteConnection connection, Fingerprints fingerprints, TimeProvider time)
    {
        Payments = new PaymentTable(connection);
        Entries = new EntryTable(connection, time);
        Documents = new DocumentTable(connection);
        Answers = new AnswerTable(connection, time);
        Notifications = new NotificationTable(connection);
        Fingerprints = fingerprints;
        Time = time;
    }

    /// <summary>Current state of the payments.</summary>
    public PaymentTable Payments { get; }

    /// <summary>The books.</summary>
    public EntryTable Entries { get; }

    /// <summary>Payment methods, refunds, challenges.</summary>
    public DocumentTable Documents { get; }

    /// <summary>Idempotency records.</summary>
    public AnswerTable Answers { get; }

    /// <summary>What the merchant is still to be told.</summary>
    public NotificationTable Notifications { get; }

    /// <summary>Keyed hashes of this ledger.</summary>
    public Fingerprints Fingerprints { get; }

    /// <summary>The ledger's clock.</summary>
    public TimeProvider Time { get; }
}
