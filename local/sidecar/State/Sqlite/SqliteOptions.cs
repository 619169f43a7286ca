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

    /// <summary>The file that a connection string of Dapr names: a path, or <c>file:path?options</c>.</summary>
    /// <param name="connectionString">The component's <c>connectionString</c>.</param>
    /// <param name="baseDirectory">What relative paths are relative to.</param>
    /// <returns>Absolute path; null for a database in memory.</returns>
    public static string? ResolveFile(string connectionString, string baseDirectory)
    {
        var path = connectionString.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? connectionString["file:".Length..] : connectionString;
        var query = path.IndexOf('?');
        var parameters = query < 0 ? string.Empty : path[(query + 1)..];
        path = query < 0 ? path : path[..query];
        var inMemory = path is "" or ":memory:" || parameters.Split('&').Contains("mode=memory", StringComparer.OrdinalIgnoreCase);
        return inMemory ? null : Path.GetFullPath(Uri.UnescapeDataString(path), baseDirectory);
    }

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
            $"PRAGMA journal_mode = {(DisableWal ? "DELETE" : "WAL")}; PRAGMA synchronous = FULL;";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    /// <summary>The table's name as SQL takes it.</summary>
    public string QuotedTable => $"\"{TableName.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
