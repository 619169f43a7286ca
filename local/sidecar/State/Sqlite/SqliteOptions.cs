using Microsoft.Data.Sqlite;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>Settings of a <c>state.sqlite</c> component.</summary>
/// <param name="File">Absolute path of the database file.</param>
internal sealed record SqliteOptions(string File)
{
    /// <summary>Table that holds the entries.</summary>
    public string TableName { get; init; } = "state";

    /// <summary>How long a statement waits for a lock that another process holds.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often expired rows are removed; they are invisible from the moment they expire.</summary>
    public TimeSpan CleanupInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Uses the rollback journal in place of the write-ahead log.</summary>
    public bool DisableWal { get; init; }

    /// <summary>Further settings of each connection, as <c>name = value</c>.</summary>
    public IReadOnlyList<string> Pragmas { get; init; } = [];

    /// <summary>Opens a connection of its own, not pooled.</summary>
    /// <returns>The open connection, with the pragmas of this store.</returns>
    public SqliteConnection Open()
    {
        PreciseSleepVfs.Use();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = File,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)BusyTimeout.TotalSeconds),
        }.ConnectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText =
            $"PRAGMA busy_timeout = {(long)BusyTimeout.TotalMilliseconds}; " +
            $"PRAGMA journal_mode = {(DisableWal ? "DELETE" : "WAL")}; PRAGMA synchronous = FULL; " +
            string.Concat(Pragmas.Select(pragma => $"PRAGMA {pragma}; "));
        pragmas.ExecuteNonQuery();
        return connection;
    }

    /// <summary>The table's name as SQL takes it.</summary>
    public string QuotedTable => $"\"{TableName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
