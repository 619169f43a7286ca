using Microsoft.Data.Sqlite;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>One read connection with its prepared statements. Not for concurrent use.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const int PageRows = 256;

    // No key continues with a code point above this one.
    private const string LastCodePoint = "\U0010FFFF";

    private readonly SqliteConnection connection;
    private readonly SqliteCommand get;
    private readonly SqliteCommand page;
    private readonly TimeProvider time;

    public SqliteReader(SqliteOptions options, TimeProvider time)
    {
        this.time = time;
        connection = options.Open();
        get = Prepare(
            $"SELECT key, value, etag, expires_at FROM {options.QuotedTable} WHERE key = $key AND (expires_at IS NULL OR expires_at > $now)",
            "$key", "$now");
        page = Prepare(
            $"""
            SELECT key, value, etag, expires_at FROM {options.QuotedTable}
            WHERE key > $after AND key >= $prefix AND key < $end AND (expires_at IS NULL OR expires_at > $now) ORDER BY key LIMIT {PageRows}
            """,
            "$after", "$prefix", "$end", "$now");
    }

    /// <summary>Reads one entry.</summary>
    public StateEntry? Get(string key)
    {
        get.Parameters["$key"].Value = key;
        get.Parameters["$now"].Value = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var rows = get.ExecuteReader();
        return rows.Read() ? Entry(rows) : null;
    }

    /// <summary>Reads several entries as they are at one moment.</summary>
    public Dictionary<string, StateEntry> Get(IReadOnlyCollection<string> keys)
    {
        var entries = new Dictionary<string, StateEntry>(keys.Count, StringComparer.Ordinal);
        using var snapshot = keys.Count > 1 ? connection.BeginTransaction(deferred: true) : null;
        foreach (var key in keys)
        {
            get.Transaction = snapshot;
            if (Get(key) is { } entry)
            {
                entries[key] = entry;
            }
        }

        snapshot?.Commit();
        get.Transaction = null;
        return entries;
    }

    /// <summary>Reads the entries with a prefix that follow <paramref name="after"/>, one page of them.</summary>
    public List<StateEntry> Page(string prefix, string after)
    {
        page.Parameters["$after"].Value = after;
        page.Parameters["$prefix"].Value = prefix;
        page.Parameters["$end"].Value = prefix + LastCodePoint;
        page.Parameters["$now"].Value = time.GetUtcNow().ToUnixTimeMilliseconds();
        var entries = new List<StateEntry>();
        using var rows = page.ExecuteReader();
        while (rows.Read())
        {
            entries.Add(Entry(rows));
        }

        return entries;
    }

    public void Dispose()
    {
        get.Dispose();
        page.Dispose();
        connection.Dispose();
    }

    private static StateEntry Entry(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetFieldValue<byte[]>(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)));

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
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
