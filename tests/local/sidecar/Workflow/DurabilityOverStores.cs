using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Postgres;
using Checkout.Local.Sidecar.State.Sqlite;
using Checkout.Local.Tests.Sidecar.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Sidecar.Workflow;

public sealed class SqliteDurabilityTests : DurabilityTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("engine-").FullName;

    private protected override Task<IStateStore> OpenStoreAsync() => Task.FromResult<IStateStore>(
        new SqliteStateStore(new SqliteOptions(Path.Combine(folder, "state.db")), TimeProvider.System, NullLogger.Instance));

    private protected override void Clear() => Directory.Delete(folder, recursive: true);
}

public sealed class PostgresDurabilityTests : DurabilityTests
{
    private protected override async Task<IStateStore> OpenStoreAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? string.Empty);
        var server = await PostgresServer.Shared;
        return new PostgresStateStore(
            new PostgresOptions(PostgresConnectionString.Parse(server.ConnectionString)) { TablePrefix = PostgresServer.NewPrefix() },
            TimeProvider.System, NullLogger.Instance);
    }
}
