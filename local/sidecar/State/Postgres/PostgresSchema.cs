using Npgsql;

namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>The tables of a store, of a layout of their own. Times are milliseconds since 1970, UTC; keys sort by their bytes.</summary>
internal static class PostgresSchema
{
    private const string Version = "1";

    /// <summary>Creates the tables where they are missing.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="options">Settings of the store.</param>
    /// <exception cref="StateStoreException">The database has such a table from another program or version.</exception>
    public static void Create(NpgsqlConnection connection, PostgresOptions options)
    {
        using var transaction = connection.BeginTransaction();
        // Two processes may start at once, and stores with other tables share the metadata table: IF NOT EXISTS alone does not settle who
        // creates it.
        Execute(connection, PostgresLock.Statement(options.MetadataTableName));
        Execute(connection, PostgresLock.Statement(options.Table));
        Execute(connection, $"CREATE TABLE IF NOT EXISTS {options.MetadataTableName} (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)");
        var key = $"checkout-layout-{options.Table}";
        using var read = new NpgsqlCommand($"SELECT value FROM {options.MetadataTableName} WHERE key = $1", connection) { Parameters = { new() { Value = key } } };
        if (read.ExecuteScalar() is not string found)
        {
            RefuseForeignTable(connection, options);
            CreateTable(connection, options);
            using var write = new NpgsqlCommand($"INSERT INTO {options.MetadataTableName} (key, value) VALUES ($1, $2)", connection)
            {
                Parameters = { new() { Value = key }, new() { Value = Version } },
            };
            write.ExecuteNonQuery();
        }
        else if (!string.Equals(found, Version, StringComparison.Ordinal))
        {
            throw new StateStoreException($"{options.Display} has layout version {found}; this sidecar knows version {Version}.");
        }

        transaction.Commit();
    }

    private static void RefuseForeignTable(NpgsqlConnection connection, PostgresOptions options)
    {
        using var exists = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection) { Parameters = { new() { Value = options.Table } } };
        if (exists.ExecuteScalar() is true)
        {
            throw new StateStoreException(
                $"{options.Display} was made by another program (daprd keeps another layout). Name another database or tablePrefix.");
        }
    }

    private static void CreateTable(NpgsqlConnection connection, PostgresOptions options)
    {
        Execute(connection, $"""
            CREATE TABLE {options.Table}
                (key TEXT COLLATE "C" NOT NULL PRIMARY KEY, value BYTEA NOT NULL, etag TEXT NOT NULL, expires_at BIGINT)
            """);
        Execute(connection, $"CREATE INDEX ON {options.Table} (expires_at) WHERE expires_at IS NOT NULL");
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}

/// <summary>Keeps writers of one table apart, also those of other processes; it is let go with the transaction.</summary>
internal static class PostgresLock
{
    /// <summary>The statement that takes the lock.</summary>
    public static string Statement(string table) => $"SELECT pg_advisory_xact_lock(hashtext('checkout-state'), hashtext('{table}'))";
}
