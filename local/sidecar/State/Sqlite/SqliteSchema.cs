using Microsoft.Data.Sqlite;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>The one table of a store. Times are milliseconds since 1970, UTC.</summary>
internal static class SqliteSchema
{
    private const string Columns = "key,value,etag,expires_at";

    /// <summary>Creates the table where it is missing.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="options">Settings of the store.</param>
    /// <exception cref="StateStoreException">The file has a table of that name with other columns.</exception>
    public static void Create(SqliteConnection connection, SqliteOptions options)
    {
        Execute(connection, $"""
            CREATE TABLE IF NOT EXISTS {options.QuotedTable}
                (key TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL, etag TEXT NOT NULL, expires_at INTEGER) WITHOUT ROWID
            """);
        using var info = connection.CreateCommand();
        info.CommandText = $"SELECT group_concat(name) FROM pragma_table_info($table)";
        info.Parameters.AddWithValue("$table", options.TableName);
        if (!string.Equals(info.ExecuteScalar() as string, Columns, StringComparison.Ordinal))
        {
            throw new StateStoreException(
                $"Table {options.TableName} of {options.File} was made by another program (daprd keeps another layout). Name another file or tableName.");
        }

        Execute(connection, $"""
            CREATE INDEX IF NOT EXISTS {options.QuotedTable[..^1]}expiry" ON {options.QuotedTable} (expires_at) WHERE expires_at IS NOT NULL
            """);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
