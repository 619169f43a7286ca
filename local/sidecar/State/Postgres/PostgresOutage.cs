using System.Data;
using Npgsql;

namespace Checkout.Local.Sidecar.State.Postgres;

/// <summary>
/// Tells a connection that broke from other errors. Npgsql 10.0.0 throws a <see cref="NullReferenceException"/> where a server that goes
/// down has said so before it was asked.
/// </summary>
internal static class PostgresOutage
{
    /// <summary>Whether the error came of a connection that is no longer there.</summary>
    public static bool IsLost(Exception error, NpgsqlConnection connection) =>
        error is NullReferenceException || (error is NpgsqlException && connection.State is not ConnectionState.Open);

    /// <summary>Whether the same call may succeed over another connection.</summary>
    public static bool IsTransient(Exception error) => error is NullReferenceException or NpgsqlException { IsTransient: true };
}
