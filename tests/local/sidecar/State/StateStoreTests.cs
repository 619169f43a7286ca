using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Postgres;
using Checkout.Local.Sidecar.State.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Sidecar.State;

public sealed class InMemoryStateStoreTests : StateStoreContract
{
    private protected override IStateStore Open(TimeProvider time) => new InMemoryStateStore(time);
}

public sealed class SqliteStateStoreTests : StateStoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("state-").FullName;

    protected override ValueTask ClearAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected override IStateStore Open(TimeProvider time) =>
        new SqliteStateStore(new SqliteOptions(Path.Combine(folder, "state.db")), time, NullLogger.Instance);
}

public sealed class PostgresStateStoreTests : StateStoreContract
{
    private PostgresServer? server;

    protected override async ValueTask PrepareAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? string.Empty);
        server = await PostgresServer.Shared;
    }

    private protected override IStateStore Open(TimeProvider time) => new PostgresStateStore(
        new PostgresOptions(PostgresConnectionString.Parse(server.ShouldNotBeNull().ConnectionString)) { TablePrefix = PostgresServer.NewPrefix() },
        time, NullLogger.Instance);
}
