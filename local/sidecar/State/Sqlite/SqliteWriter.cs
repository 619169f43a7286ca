using Microsoft.Data.Sqlite;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>The write connection with its prepared statements. Belongs to the commit thread.</summary>
internal sealed class SqliteWriter : IGroupWriter
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand rollback;
    private readonly SqliteCommand savepoint;
    private readonly SqliteCommand release;
    private readonly SqliteCommand undo;
    private readonly SqliteCommand upsert;
    private readonly SqliteCommand insertNew;
    private readonly SqliteCommand update;
    private readonly SqliteCommand delete;
    private readonly SqliteCommand deleteIfMatch;
    private readonly SqliteCommand sweep;

    public SqliteWriter(SqliteOptions options)
    {
        connection = options.Open();
        SqliteSchema.Create(connection, options);
        var table = options.QuotedTable;
        const string Replace = "ON CONFLICT (key) DO UPDATE SET value = excluded.value, etag = excluded.etag, expires_at = excluded.expires_at";
        const string Alive = "(expires_at IS NULL OR expires_at > $now)";
        begin = Statement("BEGIN IMMEDIATE");
        commit = Statement("COMMIT");
        rollback = Statement("ROLLBACK");
        savepoint = Statement("SAVEPOINT one");
        release = Statement("RELEASE one");
        undo = Statement("ROLLBACK TO one");
        upsert = Statement($"INSERT INTO {table} VALUES ($key, $value, $etag, $expires) {Replace}", "$key", "$value", "$etag", "$expires");
        insertNew = Statement(
            $"INSERT INTO {table} VALUES ($key, $value, $etag, $expires) {Replace} WHERE expires_at <= $now",
            "$key", "$value", "$etag", "$expires", "$now");
        update = Statement(
            $"UPDATE {table} SET value = $value, etag = $etag, expires_at = $expires WHERE key = $key AND etag = $match AND {Alive}",
            "$key", "$value", "$etag", "$expires", "$match", "$now");
        delete = Statement($"DELETE FROM {table} WHERE key = $key", "$key");
        deleteIfMatch = Statement($"DELETE FROM {table} WHERE key = $key AND etag = $match AND {Alive}", "$key", "$match", "$now");
        sweep = Statement($"DELETE FROM {table} WHERE expires_at <= $now", "$now");
    }

    /// <inheritdoc/>
    public bool Write(IReadOnlyList<QueuedTransaction> group, long now)
    {
        try
        {
            begin.ExecuteNonQuery();
            var written = 0;
            foreach (var transaction in group)
            {
                if (transaction.Changes is null)
                {
                    written += Sweep(now);
                    continue;
                }

                transaction.RefusedKey = Apply(transaction.Changes, now);
                written += transaction.RefusedKey is null ? 1 : 0;
            }

            (written == 0 ? rollback : commit).ExecuteNonQuery();
            return written > 0;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    public void Dispose() => connection.Dispose();

    // All of it or nothing; returns the key whose condition does not hold.
    private string? Apply(IReadOnlyList<StateChange> changes, long now)
    {
        // A single statement is atomic by itself, and without conditions nothing is refused half-way.
        var guarded = changes.Count > 1 && changes.Any(change => change.HasCondition);
        if (guarded)
        {
            savepoint.ExecuteNonQuery();
        }

        var refused = changes.FirstOrDefault(change => !Apply(change, now))?.Key;
        if (guarded)
        {
            if (refused is not null)
            {
                undo.ExecuteNonQuery();
            }

            release.ExecuteNonQuery();
        }

        return refused;
    }

    private int Sweep(long now)
    {
        sweep.Parameters["$now"].Value = now;
        return sweep.ExecuteNonQuery();
    }

    // Harmless when SQLite has already ended the transaction, as it does after some disk errors.
    private void Rollback()
    {
        try
        {
            rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // "no transaction is active"
        }
    }

    private bool Apply(StateChange change, long now)
    {
        if (change.Value is { } value)
        {
            var statement = change.Etag is not null ? update : change.MustBeNew ? insertNew : upsert;
            Bind(statement, change, now);
            statement.Parameters["$value"].Value = Bytes(value);
            statement.Parameters["$etag"].Value = Guid.NewGuid().ToString("N");
            statement.Parameters["$expires"].Value = change.ExpiresAt is { } at ? at.ToUnixTimeMilliseconds() : DBNull.Value;
            return statement.ExecuteNonQuery() == 1;
        }

        var deletion = change.Etag is null ? delete : deleteIfMatch;
        Bind(deletion, change, now);
        return deletion.ExecuteNonQuery() == 1 || change.Etag is null;
    }

    private static void Bind(SqliteCommand statement, StateChange change, long now)
    {
        statement.Parameters["$key"].Value = change.Key;
        if (change.Etag is not null)
        {
            statement.Parameters["$match"].Value = change.Etag;
        }

        if (change.HasCondition)
        {
            statement.Parameters["$now"].Value = now;
        }
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> value) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(value, out var segment)
        && segment is { Array: { } array, Offset: 0 } && segment.Count == array.Length
            ? array
            : value.ToArray();

    private SqliteCommand Statement(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
