using Microsoft.Data.Sqlite;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>The write connection with its prepared statements. Belongs to the commit thread.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteCommand _savepoint;
    private readonly SqliteCommand _release;
    private readonly SqliteCommand _undo;
    private readonly SqliteCommand _upsert;
    private readonly SqliteCommand _insertNew;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _deleteIfMatch;
    private readonly SqliteCommand _sweep;

    public SqliteWriter(SqliteOptions options)
    {
        _connection = options.Open();
        SqliteSchema.Create(_connection, options);
        var table = options.QuotedTable;
        const string Replace = "ON CONFLICT (key) DO UPDATE SET value = excluded.value, etag = excluded.etag, expires_at = excluded.expires_at";
        const string Alive = "(expires_at IS NULL OR expires_at > $now)";
        _begin = Statement("BEGIN IMMEDIATE");
        _commit = Statement("COMMIT");
        _rollback = Statement("ROLLBACK");
        _savepoint = Statement("SAVEPOINT one");
        _release = Statement("RELEASE one");
        _undo = Statement("ROLLBACK TO one");
        _upsert = Statement($"INSERT INTO {table} VALUES ($key, $value, $etag, $expires) {Replace}", "$key", "$value", "$etag", "$expires");
        _insertNew = Statement(
            $"INSERT INTO {table} VALUES ($key, $value, $etag, $expires) {Replace} WHERE expires_at <= $now",
            "$key", "$value", "$etag", "$expires", "$now");
        _update = Statement(
            $"UPDATE {table} SET value = $value, etag = $etag, expires_at = $expires WHERE key = $key AND etag = $match AND {Alive}",
            "$key", "$value", "$etag", "$expires", "$match", "$now");
        _delete = Statement($"DELETE FROM {table} WHERE key = $key", "$key");
        _deleteIfMatch = Statement($"DELETE FROM {table} WHERE key = $key AND etag = $match AND {Alive}", "$key", "$match", "$now");
        _sweep = Statement($"DELETE FROM {table} WHERE expires_at <= $now", "$now");
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>Ends the physical transaction without effect; harmless when SQLite has already ended it.</summary>
    public void Rollback()
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // "no transaction is active": SQLite rolls back by itself after some disk errors.
        }
    }

    /// <summary>Applies one transaction inside the physical one: all of it or nothing.</summary>
    /// <param name="changes">What to apply.</param>
    /// <param name="now">Milliseconds since 1970; what expires until then does not exist.</param>
    /// <returns>The key whose condition does not hold; null when the changes are applied.</returns>
    public string? Apply(IReadOnlyList<StateChange> changes, long now)
    {
        // A single statement is atomic by itself, and without conditions nothing is refused half-way.
        var guarded = changes.Count > 1 && changes.Any(change => change.HasCondition);
        if (guarded)
        {
            _savepoint.ExecuteNonQuery();
        }

        var refused = changes.FirstOrDefault(change => !Apply(change, now))?.Key;
        if (guarded)
        {
            if (refused is not null)
            {
                _undo.ExecuteNonQuery();
            }

            _release.ExecuteNonQuery();
        }

        return refused;
    }

    /// <summary>Removes what has expired.</summary>
    /// <param name="now">Milliseconds since 1970.</param>
    /// <returns>Number of rows removed.</returns>
    public int Sweep(long now)
    {
        _sweep.Parameters["$now"].Value = now;
        return _sweep.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private bool Apply(StateChange change, long now)
    {
        if (change.Value is { } value)
        {
            var statement = change.Etag is not null ? _update : change.MustBeNew ? _insertNew : _upsert;
            Bind(statement, change, now);
            statement.Parameters["$value"].Value = Bytes(value);
            statement.Parameters["$etag"].Value = Guid.NewGuid().ToString("N");
            statement.Parameters["$expires"].Value = change.ExpiresAt is { } at ? at.ToUnixTimeMilliseconds() : DBNull.Value;
            return statement.ExecuteNonQuery() == 1;
        }

        var delete = change.Etag is null ? _delete : _deleteIfMatch;
        Bind(delete, change, now);
        return delete.ExecuteNonQuery() == 1 || change.Etag is null;
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
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
