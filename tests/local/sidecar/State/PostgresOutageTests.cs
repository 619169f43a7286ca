using System.Text;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Sidecar.State;

/// <summary>A server of its own, because it is stopped.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private PostgresServer? server;

    private PostgresServer Server => server.ShouldNotBeNull();

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? string.Empty);
        server = await PostgresServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task While_the_server_is_away_calls_fail_and_afterwards_all_that_was_acknowledged_is_there()
    {
        await using var store = Open();
        var acknowledged = new List<string>();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writing = WriteUntilRefusedAsync(store, acknowledged, begun);
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Server.CrashAsync();
        (await writing).Message.ShouldContain("PostgreSQL");
        await Should.ThrowAsync<StateStoreException>(() => store.CommitAsync([Put("lost")]));
        await Should.ThrowAsync<StateStoreException>(() => ReadAsync(store, "k0"));

        await Server.StartAgainAsync();
        await store.CommitAsync([Put("after")]);
        var found = await ReadAsync(store, [.. acknowledged, "after"]);
        found.Count.ShouldBe(acknowledged.Count + 1);
    }

    [Fact]
    public async Task A_restart_between_two_calls_is_not_noticed()
    {
        await using var store = Open();
        await store.CommitAsync([Put("a")]);
        (await ReadAsync(store, "a")).Count.ShouldBe(1);
        var etag = (await ReadAsync(store, "a"))["a"].Etag;
        await Server.CrashAsync();
        await Server.StartAgainAsync();
        (await ReadAsync(store, "a")).Count.ShouldBe(1);
        await store.CommitAsync([Put("a") with { Etag = etag }, Put("b") with { MustBeNew = true }]);
        await Server.CrashAsync();
        await Server.StartAgainAsync();
        await store.CommitAsync([Put("c")]);
        (await ReadAsync(store, "a", "b", "c")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_is_away_at_the_start_is_named_without_the_password()
    {
        await Server.CrashAsync();
        var error = await Should.ThrowAsync<Checkout.Local.Sidecar.Resources.ResourceException>(() => RunningSidecars.StartAsync(
            Server.Component().Replace("user=postgres", "user=postgres password=hunter2", StringComparison.Ordinal)));
        error.Field.ShouldBe("spec.metadata.connectionString");
        error.Message.ShouldContain("Component 'statestore'");
        error.Message.ShouldContain("postgres");
        error.ToString().ShouldNotContain("hunter2");
    }

    private static async Task<StateStoreException> WriteUntilRefusedAsync(
        PostgresStateStore store, List<string> acknowledged, TaskCompletionSource begun)
    {
        while (true)
        {
            var key = $"k{acknowledged.Count}";
            try
            {
                await store.CommitAsync([Put(key)]);
            }
            catch (StateStoreException e)
            {
                return e;
            }

            acknowledged.Add(key);
            begun.TrySetResult();
        }
    }

    private static StateChange Put(string key) => new(key, Encoding.UTF8.GetBytes("1"));

    private static async Task<IReadOnlyDictionary<string, StateEntry>> ReadAsync(PostgresStateStore store, params IReadOnlyCollection<string> keys) =>
        await store.ReadAsync(keys, TestContext.Current.CancellationToken);

    private PostgresStateStore Open() =>
        new(new PostgresOptions(PostgresConnectionString.Parse(Server.ConnectionString)), TimeProvider.System, NullLogger.Instance);
}
