using Microsoft.Data.Sqlite;

namespace Checkout.Local.Psps.Ledger;

/// <summary>An answer kept for the repetition of its request.</summary>
/// <param name="Fingerprint">Keyed hash of the request that it answers.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Response body.</param>
/// <param name="RequestId">Identifier of the first request.</param>
internal sealed record KeptAnswer(string Fingerprint, int Status, string Body, string RequestId);

/// <summary>Idempotency records. They are written in the transaction of the effect that they describe.</summary>
/// <param name="connection">Inside the transaction.</param>
/// <param name="time">Stamps the records.</param>
internal sealed class AnswerTable(SqliteConnection connection, TimeProvider time)
{
    /// <summary>Finds the answer given under a key.</summary>
    /// <param name="provider">Keys belong to a provider.</param>
    /// <param name="key">The caller's idempotency key.</param>
    /// <returns>The answer, or null when the key is new.</returns>
    public KeptAnswer? Find(string provider, string key) => connection
        .Query(
            "SELECT fingerprint, status, body, request_id FROM answers WHERE provider = $provider AND key = $key",
            row => new KeptAnswer(row.GetString(0), row.GetInt32(1), row.GetString(2), row.GetString(3)),
            ("$provider", provider), ("$key", key))
        .SingleOrDefault();

    /// <summary>Keeps the answer to the first request under a key.</summary>
    /// <param name="provider">Keys belong to a provider.</param>
    /// <param name="key">The caller's idempotency key.</param>
    /// <param name="answer">What was answered.</param>
    public void Keep(string provider, string key, KeptAnswer answer) => connection.Execute(
        """
        INSERT INTO answers (provider, key, fingerprint, status, body, request_id, created_at)
        VALUES ($provider, $key, $fingerprint, $status, $body, $requestId, $createdAt)
        """,
        ("$provider", provider),
        ("$key", key),
        ("$fingerprint", answer.Fingerprint),
        ("$status", answer.Status),
        ("$body", answer.Body),
        ("$requestId", answer.RequestId),
        ("$createdAt", Timestamps.Write(time.GetUtcNow())));
}
