using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>
/// The writing connection. A group without conditions is one round trip: its statements form one implicit transaction. Conditions take
/// three: read the rows under the lock, write, commit. A connection that died is replaced.
/// </summary>
internal sealed class PostgresWriter : IGroupWriter
{
    private readonly PostgresOptions options;
    private readonly string takeLock;
    private NpgsqlConnection connection;
    private bool isCommitSent;

    /// <summary>Connects and creates the tables where they are missing.</summary>
    /// <param name="options">Settings of the store.</param>
    public PostgresWriter(PostgresOptions options)
    {
        this.options = options;
        takeLock = PostgresLock.Statement(options.Table);
        connection = Open();
        try
        {
            PostgresSchema.Create(connection, options);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Write(IReadOnlyList<QueuedTransaction> group, long now)
    {
        try
        {
            return TryWrite(group, now);
        }
        catch (Exception e) when (PostgresOutage.IsLost(e, connection) && !isCommitSent)
        {
            // The server was away for a moment. What was sent sets keys to fixed values, so that it may be sent again.
            connection.Close();
            return TryWrite(group, now);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private NpgsqlConnection Open()
    {
        var opened = options.CreateWriter();
        try
        {
            opened.Open();
            using var durable = new NpgsqlCommand("SET synchronous_commit = on", opened);
            durable.ExecuteNonQuery();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private bool TryWrite(IReadOnlyList<QueuedTransaction> group, long now)
    {
        isCommitSent = false;
        if (connection.State is not ConnectionState.Open)
        {
            connection.Dispose();
            connection = Open();
        }

        var conditional = group.SelectMany(transaction => transaction.Changes ?? []).Where(change => change.HasCondition)
            .Select(change => change.Key).Distinct(StringComparer.Ordinal).ToArray();
        using var transaction = conditional.Length > 0 ? connection.BeginTransaction() : null;
        var overlay = new GroupOverlay(transaction is null ? new Dictionary<string, string>(StringComparer.Ordinal) : ReadEtags(conditional, now));
        foreach (var queued in group)
        {
            queued.RefusedKey = queued.Changes is null ? null : overlay.Apply(queued.Changes);
        }

        var sweeps = group.Any(queued => queued.Changes is null);
        if (overlay.IsEmpty && !sweeps)
        {
            return false;
        }

        var written = Execute(overlay, sweeps ? now : null, takesLock: transaction is null);
        isCommitSent = transaction is not null;
        transaction?.Commit();
        return written > 0 || !overlay.IsEmpty;
    }

    private Dictionary<string, string> ReadEtags(string[] keys, long now)
    {
        using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(takeLock),
                new($"SELECT key, etag FROM {options.Table} WHERE key = ANY ($1) AND (expires_at IS NULL OR expires_at > $2)")
                {
                    Parameters = { new() { Value = keys }, new() { Value = now } },
                },
            },
        };
        using var rows = batch.ExecuteReader();
        rows.NextResult();
        var etags = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            etags[rows.GetString(0)] = rows.GetString(1);
        }

        return etags;
    }

    private int Execute(GroupOverlay overlay, long? sweepUntil, bool takesLock)
    {
        using var batch = new NpgsqlBatch(connection);
        if (takesLock)
        {
            batch.BatchCommands.Add(new(takeLock));
        }

        if (sweepUntil is { } now)
        {
            batch.BatchCommands.Add(new($"DELETE FROM {options.Table} WHERE expires_at <= $1") { Parameters = { new() { Value = now } } });
        }

        if (overlay.Deleted is { Length: > 0 } deleted)
        {
            batch.BatchCommands.Add(new($"DELETE FROM {options.Table} WHERE key = ANY ($1)") { Parameters = { new() { Value = deleted } } });
        }

        if (overlay.Written is { Length: > 0 } written)
        {
            batch.BatchCommands.Add(Upsert(written));
        }

        return batch.ExecuteNonQuery();
    }

    private NpgsqlBatchCommand Upsert(GroupOverlay.Row[] rows) => new(
        $"""
        INSERT INTO {options.Table} (key, value, etag, expires_at) SELECT * FROM unnest($1, $2, $3, $4)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value, etag = excluded.etag, expires_at = excluded.expires_at
        """)
    {
        Parameters =
        {
            new() { Value = Array.ConvertAll(rows, row => row.Key) },
            new() { Value = Array.ConvertAll(rows, row => row.Value), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            new() { Value = Array.ConvertAll(rows, row => row.Etag) },
            new() { Value = Array.ConvertAll(rows, row => row.ExpiresAt), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
        },
    };
}
