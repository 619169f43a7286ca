using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Checkout.Local.Psps.Ledger;

/// <summary>Tables of the ledger and the secret that keys its fingerprints.</summary>
internal static class LedgerSchema
{
    private const int SecretBytes = 32;

    // A payment row is a projection; the entries are the books, and the triggers keep them append-only.
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS payments (
            sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
            id         TEXT NOT NULL UNIQUE,
            provider   TEXT NOT NULL,
            reference  TEXT,
            status     TEXT NOT NULL,
            amount     INTEGER NOT NULL,
            currency   TEXT NOT NULL,
            created_at TEXT NOT NULL,
            state      TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS payments_by_reference ON payments (reference);

        CREATE TABLE IF NOT EXISTS metadata (
            payment_id TEXT NOT NULL,
            name       TEXT NOT NULL,
            value      TEXT NOT NULL,
            PRIMARY KEY (payment_id, name)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS metadata_by_value ON metadata (name, value);

        CREATE TABLE IF NOT EXISTS entries (
            sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
            payment_id TEXT NOT NULL,
            kind       TEXT NOT NULL,
            amount     INTEGER NOT NULL CHECK (amount >= 0),
            at         TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS entries_by_payment ON entries (payment_id);
        CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE UPDATE ON entries
            BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;
        CREATE TRIGGER IF NOT EXISTS entries_remain BEFORE DELETE ON entries
            BEGIN SELECT RAISE(ABORT, 'ledger entries are append-only'); END;

        CREATE TABLE IF NOT EXISTS documents (
            kind TEXT NOT NULL,
            id   TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (kind, id)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS answers (
            provider    TEXT NOT NULL,
            key         TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            status      INTEGER NOT NULL,
            body        TEXT NOT NULL,
            request_id  TEXT NOT NULL,
            created_at  TEXT NOT NULL,
            PRIMARY KEY (provider, key)) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS notifications (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            provider TEXT NOT NULL,
            body     TEXT NOT NULL);

        CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Makes what is missing: an empty file becomes a ledger, an existing ledger stays as it is.</summary>
    /// <param name="connection">Open connection, outside any transaction.</param>
    /// <returns>The ledger's own random key, made once per file.</returns>
    public static byte[] Apply(SqliteConnection connection)
    {
        connection.Execute("PRAGMA journal_mode = WAL;");
        connection.Execute("PRAGMA synchronous = FULL;");
        connection.Execute(Tables);
        connection.Execute(
            "INSERT OR IGNORE INTO secrets (name, value) VALUES ('fingerprint', $value)",
            ("$value", RandomNumberGenerator.GetBytes(SecretBytes)));
        return connection.Query("SELECT value FROM secrets WHERE name = 'fingerprint'", row => row.GetFieldValue<byte[]>(0)).Single();
    }
}
