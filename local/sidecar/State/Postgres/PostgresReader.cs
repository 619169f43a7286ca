using Npgsql;

namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>Reads entries over a small pool of connections.</summary>
/// <param name="options">Settings of the store.</param>
/// <param name="time">Clock for expiry.</param>
internal sealed class PostgresReader(PostgresOptions options, TimeProvider time) : IAsyncDisposable
{
    private const int PageRows = 256;

    // No key continues with a code point above this one.
    private const string LastCodePoint = "\U0010FFFF";

    private readonly NpgsqlDataSource connections = options.CreateReaders();
    private readonly string get =
        $"SELECT key, value, etag, expires_at FROM {options.Table} WHERE key = ANY ($2) AND (expires_at IS NULL OR expires_at > $1)";
    private readonly string page =
        $"""
        SELECT key, value, etag, expires_at FROM {options.Table}
        WHERE key > $2 AND key >= $3 AND key < $4 AND (expires_at IS NULL OR expires_at > $1) ORDER BY key LIMIT {PageRows}
        """;

    /// <summary>Reads several entries as they are at one moment.</summary>
    public async Task<Dictionary<string, StateEntry>> GetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        var entries = await QueryAsync(get, [keys.Where(PostgresKey.IsStorable).ToArray()], cancellationToken);
        return entries.ToDictionary(entry => entry.Key, StringComparer.Ordinal);
    }

    /// <summary>Reads the entries with a prefix that follow <paramref name="after"/>, one page of them.</summary>
    public Task<List<StateEntry>> PageAsync(string prefix, string after, CancellationToken cancellationToken) =>
        QueryAsync(page, [after, prefix, prefix + LastCodePoint], cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connections.DisposeAsync();

    private async Task<List<StateEntry>> QueryAsync(string sql, object[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(sql, parameters, cancellationToken);
        }
        catch (Exception e) when (PostgresOutage.IsTransient(e))
        {
            // A pooled connection may have died with a server that is back by now.
            connections.Clear();
        }

        return await TryAsync(sql, parameters, cancellationToken);
    }

    private async Task<List<StateEntry>> TryAsync(string sql, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = connections.CreateCommand(sql);
        command.Parameters.Add(new() { Value = time.GetUtcNow().ToUnixTimeMilliseconds() });
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        var entries = new List<StateEntry>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            entries.Add(new StateEntry(
                rows.GetString(0),
                rows.GetFieldValue<byte[]>(1),
                rows.GetString(2),
                rows.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(3))));
        }

        return entries;
    }
}
