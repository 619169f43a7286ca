using Microsoft.Data.Sqlite;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>One read connection with its prepared statements. Not for concurrent use.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const int PageRows = 256;

    // No key continues with a code point above this one.
    private const string LastCodePoint = "\U0010FFFF";

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _get;
    private readonly SqliteCommand _page;
    private readonly TimeProvider _time;

    public SqliteReader(SqliteOptions options, TimeProvider time)
    {
        _time = time;
        _connection = options.Open();
        _get = Prepare(
            $"SELECT key, value, etag, expires_at FROM {options.QuotedTable} WHERE key = $key AND (expires_at IS NULL OR expires_at > $now)",
            "$key", "$now");
        _page = Prepare(
            $"""
            SELECT key, value, etag, expires_at FROM {options.QuotedTable}
            WHERE key > $after AND key >= $prefix AND key < $end AND (expires_at IS NULL OR expires_at > $now) ORDER BY key LIMIT {PageRows}
            """,
            "$after", "$prefix", "$end", "$now");
    }

    /// <summary>Reads one entry.</summary>
    public StateEntry? Get(string key)
    {
        _get.Parameters["$key"].Value = key;
        _get.Parameters["$now"].Value = _time.GetUtcNow().ToUnixTimeMilliseconds();
        using var rows = _get.ExecuteReader();
        return rows.Read() ? Entry(rows) : null;
    }

    /// <summary>Reads several entries as they are at one moment.</summary>
    public Dictionary<string, StateEntry> Get(IReadOnlyCollection<string> keys)
    {
        var entries = new Dictionary<string, StateEntry>(keys.Count, StringComparer.Ordinal);
        using var snapshot = keys.Count > 1 ? _connection.BeginTransaction(deferred: true) : null;
        foreach (var key in keys)
        {
            _get.Transaction = snapshot;
            if (Get(key) is { } entry)
            {
                entries[key] = entry;
            }
        }

        snapshot?.Commit();
        _get.Transaction = null;
        return entries;
    }

    /// <summary>Reads the entries with a prefix that follow <paramref name="after"/>, one page of them.</summary>
    public List<StateEntry> Page(string prefix, string after)
    {
        _page.Parameters["$after"].Value = after;
        _page.Parameters["$prefix"].Value = prefix;
        _page.Parameters["$end"].Value = prefix + LastCodePoint;
        _page.Parameters["$now"].Value = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var entries = new List<StateEntry>();
        using var rows = _page.ExecuteReader();
        while (rows.Read())
        {
            entries.Add(Entry(rows));
        }

        return entries;
    }

    public void Dispose()
    {
        _get.Dispose();
        _page.Dispose();
        _connection.Dispose();
    }

    private static StateEntry Entry(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetFieldValue<byte[]>(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)));

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
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
