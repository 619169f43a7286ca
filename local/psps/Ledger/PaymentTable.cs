using System.Text;
using Microsoft.Data.Sqlite;

namespace Checkout.Local.Psps.Ledger;

/// <summary>The payments' current state and the ways to find them.</summary>
/// <param name="connection">Inside the transaction.</param>
internal sealed class PaymentTable(SqliteConnection connection)
{
    private const string Columns = "id, provider, reference, status, amount, currency, created_at, state";

    /// <summary>Inserts or replaces a payment and what it can be searched by.</summary>
    /// <param name="payment">Its new state.</param>
    /// <param name="metadata">The merchant's own names and values.</param>
    public void Save(Payment payment, IReadOnlyDictionary<string, string> metadata)
    {
        connection.Execute(
            $"""
            INSERT INTO payments ({Columns}) VALUES ($id, $provider, $reference, $status, $amount, $currency, $createdAt, $state)
            ON CONFLICT (id) DO UPDATE
                SET reference = excluded.reference, status = excluded.status, amount = excluded.amount, state = excluded.state
            """,
            ("$id", payment.Id),
            ("$provider", payment.Provider),
            ("$reference", payment.Reference),
            ("$status", payment.Status),
            ("$amount", payment.Amount),
            ("$currency", payment.Currency),
            ("$createdAt", Timestamps.Write(payment.CreatedAt)),
            ("$state", payment.State));
        foreach (var (name, value) in metadata)
        {
            connection.Execute(
                "INSERT OR REPLACE INTO metadata (payment_id, name, value) VALUES ($id, $name, $value)",
                ("$id", payment.Id), ("$name", name), ("$value", value));
        }
    }

    /// <summary>Finds a payment of a provider.</summary>
    /// <param name="provider">The provider that it must belong to.</param>
    /// <param name="id">The provider's identifier.</param>
    /// <returns>The payment, or null.</returns>
    public Payment? Find(string provider, string id) => connection
        .Query($"SELECT {Columns} FROM payments WHERE id = $id AND provider = $provider", Read, ("$id", id), ("$provider", provider))
        .SingleOrDefault();

    /// <summary>All payments under a merchant's reference, over all providers.</summary>
    /// <param name="reference">The merchant's reference.</param>
    /// <returns>Oldest first.</returns>
    public IReadOnlyList<Payment> WithReference(string reference) => connection
        .Query($"SELECT {Columns} FROM payments WHERE reference = $reference ORDER BY sequence", Read, ("$reference", reference));

    /// <summary>A page of payments that have all the given metadata.</summary>
    /// <param name="provider">Whose payments; null for all.</param>
    /// <param name="metadata">Names and values that must all be there.</param>
    /// <param name="before">Position to go on from; null starts with the latest.</param>
    /// <param name="limit">Most rows to answer.</param>
    /// <returns>Latest first, each with its position.</returns>
    public IReadOnlyList<(long Position, Payment Payment)> Latest(
        string? provider, IReadOnlyList<KeyValuePair<string, string>> metadata, long? before, int limit)
    {
        var sql = new StringBuilder($"SELECT {Columns}, sequence FROM payments p WHERE sequence < $before");
        var parameters = new List<(string Name, object? Value)> { ("$before", before ?? long.MaxValue), ("$limit", limit) };
        if (provider is not null)
        {
            sql.Append(" AND provider = $provider");
            parameters.Add(("$provider", provider));
        }

        for (var i = 0; i < metadata.Count; i++)
        {
            sql.Append($" AND EXISTS (SELECT 1 FROM metadata m WHERE m.payment_id = p.id AND m.name = $name{i} AND m.value = $value{i})");
            parameters.Add(($"$name{i}", metadata[i].Key));
            parameters.Add(($"$value{i}", metadata[i].Value));
        }

        sql.Append(" ORDER BY sequence DESC LIMIT $limit");
        return connection.Query(sql.ToString(), row => (row.GetInt64(8), Read(row)), [.. parameters]);
    }

    private static Payment Read(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.TextOrNull(2), row.GetString(3), row.GetInt64(4), row.GetString(5),
        Timestamps.Read(row.GetString(6)), row.GetString(7));
}
