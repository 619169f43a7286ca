using Microsoft.Data.Sqlite;

namespace Checkout.Local.Psps.Ledger;

/// <summary>A notification that the merchant has not acknowledged.</summary>
/// <param name="Sequence">Its place in the order.</param>
/// <param name="Body">JSON text.</param>
internal sealed record WaitingNotification(long Sequence, string Body);

/// <summary>What the merchant is still to be told. It is written in the transaction of what it tells.</summary>
/// <param name="connection">Inside the transaction.</param>
internal sealed class NotificationTable(SqliteConnection connection)
{
    /// <summary>Adds a notification.</summary>
    /// <param name="provider">Who sends it.</param>
    /// <param name="body">JSON text.</param>
    public void Append(string provider, string body)
    {
        connection.Execute(
            "INSERT INTO notifications (provider, body) VALUES ($provider, $body)", ("$provider", provider), ("$body", body));
        HasNew = true;
    }

    /// <summary>Whether something was added since it was last set to false.</summary>
    public bool HasNew { get; set; }

    /// <summary>What is to be sent next.</summary>
    /// <param name="provider">Who sends it.</param>
    /// <param name="after">The one before; 0 for the oldest.</param>
    /// <returns>The next in order; null when nothing more waits.</returns>
    public WaitingNotification? Next(string provider, long after) => connection
        .Query(
            "SELECT sequence, body FROM notifications WHERE provider = $provider AND sequence > $after ORDER BY sequence LIMIT 1",
            row => new WaitingNotification(row.GetInt64(0), row.GetString(1)),
            ("$provider", provider), ("$after", after))
        .SingleOrDefault();

    /// <summary>Removes what the merchant has acknowledged.</summary>
    /// <returns>Whether it was still there.</returns>
    public bool Delivered(long sequence) =>
        connection.Execute("DELETE FROM notifications WHERE sequence = $sequence", ("$sequence", sequence)) > 0;
}
