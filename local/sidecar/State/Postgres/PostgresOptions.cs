using System.Text.RegularExpressions;
using Npgsql;

namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>Settings of a <c>state.postgresql</c> component, version 2.</summary>
/// <param name="ConnectionString">Where the server is and who asks.</param>
internal sealed partial record PostgresOptions(NpgsqlConnectionStringBuilder ConnectionString)
{
    // Names of tables are not quoted, as in daprd, so that they may name a schema.
    private const string Name = @"\A([A-Za-z_][A-Za-z0-9_]*\.)?[A-Za-z_][A-Za-z0-9_]*\z";

    /// <summary>What the tables' names begin with; may name a schema, as in <c>checkout.</c>.</summary>
    public string TablePrefix { get; init; } = string.Empty;

    /// <summary>Table that tells the layout's version.</summary>
    public string MetadataTableName { get; init; } = "dapr_metadata";

    /// <summary>How often expired rows are removed; they are invisible from the moment they expire.</summary>
    public TimeSpan CleanupInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The most connections, the writing one included.</summary>
    public int MaxConnections { get; init; } = Math.Max(4, Environment.ProcessorCount);

    /// <summary>How long a connection or a statement may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Table that holds the entries.</summary>
    public string Table => TablePrefix + "state";

    /// <summary>What messages call the store: where the server is and which table is meant, never who asks.</summary>
    public string Display => $"PostgreSQL {ConnectionString.Host}:{ConnectionString.Port}/{ConnectionString.Database} ({Table})";

    /// <summary>Whether a name can be that of a table.</summary>
    public static bool IsTableName(string name) => TableName().IsMatch(name);

    /// <summary>The connection that writes: one, and never another's.</summary>
    public NpgsqlConnection CreateWriter() => new(new NpgsqlConnectionStringBuilder(Complete().ConnectionString) { Pooling = false }.ConnectionString);

    /// <summary>The connections that read.</summary>
    public NpgsqlDataSource CreateReaders()
    {
        var pooled = Complete();
        pooled.MaxPoolSize = Math.Max(1, MaxConnections - 1);
        return NpgsqlDataSource.Create(pooled);
    }

    private NpgsqlConnectionStringBuilder Complete() => new(ConnectionString.ConnectionString)
    {
        Timeout = (int)Math.Ceiling(Timeout.TotalSeconds),
        CommandTimeout = (int)Math.Ceiling(Timeout.TotalSeconds),
        MaxAutoPrepare = 16,
        AutoPrepareMinUsages = 2,
        Enlist = false,
        ApplicationName = ConnectionString.ApplicationName ?? "checkout sidecar",
    };

    [GeneratedRegex(Name, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableName();
}
