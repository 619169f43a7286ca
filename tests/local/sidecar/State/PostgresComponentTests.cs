using System.Text;
using Checkout.Local.Sidecar.Resources;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Checkout.Local.Tests.Sidecar.State;

public sealed class PostgresComponentTests : IAsyncLifetime
{
    private PostgresServer? server;

    private PostgresServer Server => server.ShouldNotBeNull();

    private PostgresOptions Options => new(PostgresConnectionString.Parse(Server.ConnectionString)) { TablePrefix = PostgresServer.NewPrefix() };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? string.Empty);
        server = await PostgresServer.Shared;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task State_is_saved_and_read_over_the_api()
    {
        await using var sidecars = await RunningSidecars.StartAsync(Server.Component());
        var http = sidecars.Http();
        (await http.PostAsync("/v1.0/state/statestore", """[{"key":"k","value":{"a":1}}]""")).ShouldBeEmpty();
        var read = await http.GetAsync("/v1.0/state/statestore/k");
        read.Body.ShouldBe("""{"a":1}""");
        (await http.PostAsync("/v1.0/state/statestore", """[{"key":"k","value":2,"etag":"old"}]""")).Status.ShouldBe(409);
        var component = (await http.GetAsync("/v1.0/metadata")).Json.GetProperty("components")[0];
        component.GetProperty("type").GetString().ShouldBe("state.postgresql");
        component.GetProperty("version").GetString().ShouldBe("v2");
    }

    [Theory]
    [InlineData("version: v2", "version: v1", "spec.version", "version: v2")]
    [InlineData("tablePrefix, value: ", "tablePrefix, value: drop-", "spec.metadata.tablePrefix", "letters")]
    [InlineData("tablePrefix, value: ", "maxConns, value: ", "spec.metadata.maxConns", "positive")]
    [InlineData("user=postgres", "user", "spec.metadata.connectionString", "host=localhost")]
    [InlineData("user=postgres", "colour=red", "spec.metadata.connectionString", "colour")]
    public async Task A_mistake_is_named_with_its_field(string right, string wrong, string field, string text)
    {
        var error = await Should.ThrowAsync<ResourceException>(
            () => RunningSidecars.StartAsync(Server.Component().Replace(right, wrong, StringComparison.Ordinal)));
        error.Field.ShouldBe(field);
        error.Message.ShouldContain(text);
    }

    [Fact]
    public async Task Transactions_that_wait_together_share_commits()
    {
        var options = Options;
        await using var store = Open(options);
        Task[] tasks;
        await using (var other = new NpgsqlConnection(options.ConnectionString.ConnectionString))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var locked = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var take = new NpgsqlCommand(PostgresLock.Statement(options.Table), other);
            await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            tasks = [.. Enumerable.Range(0, 200).Select(n => store.CommitAsync([Put($"k{n}", $"{n}")]))];
            await locked.RollbackAsync(TestContext.Current.CancellationToken);
        }

        await Task.WhenAll(tasks);
        store.Counters.Transactions.ShouldBe(200);
        store.Counters.PhysicalCommits.ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Of_two_processes_that_write_first_one_wins()
    {
        var options = Options;
        await using var one = Open(options);
        await using var other = Open(options);
        for (var round = 0; round < 20; round++)
        {
            Task[] tasks =
            [
                one.CommitAsync([Put($"k{round}", "1") with { MustBeNew = true }]),
                other.CommitAsync([Put($"k{round}", "2") with { MustBeNew = true }]),
            ];
            await Task.WhenAll(tasks).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            tasks.Count(task => task.IsCompletedSuccessfully).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_stored_fails_alone()
    {
        await using var store = Open(Options);
        foreach (var key in new[] { "a\0b", "a\ud800", new string('k', 3000) })
        {
            var bad = store.CommitAsync([Put(key, "1")]);
            var good = store.CommitAsync([Put("good", "1")]);
            await Should.ThrowAsync<StateStoreException>(() => bad);
            await good;
            (await store.ReadAsync([key, "good"], TestContext.Current.CancellationToken)).Keys.ShouldBe(["good"]);
        }
    }

    [Fact]
    public async Task A_table_of_another_program_is_left_alone()
    {
        var options = Options;
        await using (var connection = new NpgsqlConnection(options.ConnectionString.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var create = new NpgsqlCommand($"CREATE TABLE {options.Table} (key TEXT PRIMARY KEY, value BYTEA, etag UUID)", connection);
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Should.Throw<StateStoreException>(() => Open(options)).Message.ShouldContain("another program");
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_when_the_store_is_opened_again()
    {
        var options = Options;
        await using (var store = Open(options))
        {
            await store.CommitAsync([Put("kept", "1")]);
        }

        await using var again = Open(options);
        (await again.ReadAsync(["kept"], TestContext.Current.CancellationToken)).Count.ShouldBe(1);
    }

    private static StateChange Put(string key, string value) => new(key, Encoding.UTF8.GetBytes(value));

    private static PostgresStateStore Open(PostgresOptions options) => new(options, TimeProvider.System, NullLogger.Instance);
}
