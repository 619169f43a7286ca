using System.Text;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.State.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Sidecar.State;

public sealed class GroupCommitTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("state-").FullName;
    private SqliteStateStore store = null!;

    private SqliteOptions Options => new(Path.Combine(folder, "state.db")) { BusyTimeout = TimeSpan.FromSeconds(30) };

    public ValueTask InitializeAsync()
    {
        store = Open();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Transactions_that_wait_together_share_commits()
    {
        const int Count = 200;
        await QueueBehindALockAsync(() => [.. Enumerable.Range(0, Count).Select(n => store.CommitAsync([Put($"k{n}", $"{n}")]))]);

        store.Counters.Transactions.ShouldBe(Count);
        store.Counters.Operations.ShouldBe(Count);
        store.Counters.PhysicalCommits.ShouldBeLessThanOrEqualTo(3);
        (await store.ReadAsync([.. Enumerable.Range(0, Count).Select(n => $"k{n}")], TestContext.Current.CancellationToken)).Count.ShouldBe(Count);
    }

    [Fact]
    public async Task A_refused_transaction_does_not_disturb_those_it_shares_a_commit_with()
    {
        var tasks = new List<Task>();
        await QueueBehindALockAsync(() =>
        {
            tasks.Add(store.CommitAsync([Put("first", "1")]));
            tasks.Add(store.CommitAsync([Put("half", "1"), Put("refused", "2") with { Etag = "stale" }]));
            tasks.Add(store.CommitAsync([Put("last", "3")]));
            return [tasks[0], tasks[2]];
        });

        (await Should.ThrowAsync<EtagMismatchException>(() => tasks[1])).Key.ShouldBe("refused");
        (await store.ReadAsync(["first", "half", "refused", "last"], TestContext.Current.CancellationToken)).Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["first", "last"]);
        store.Counters.Transactions.ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_first_writes_in_one_commit_one_wins()
    {
        var tasks = Enumerable.Range(0, 10).Select(n => store.CommitAsync([Put("same", $"{n}") with { MustBeNew = true }])).ToList();
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        tasks.Count(task => task.IsCompletedSuccessfully).ShouldBe(1);
        tasks.Where(task => task.IsFaulted).ShouldAllBe(task => task.Exception!.InnerException is EtagMismatchException);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_when_the_file_is_opened_again()
    {
        await store.CommitAsync([Put("kept", "1"), Put("gone", "2")]);
        await store.CommitAsync([new StateChange("gone", null)]);
        var etag = (await ReadAsync("kept")).ShouldNotBeNull().Etag;
        await store.DisposeAsync();
        store = Open();

        var kept = (await ReadAsync("kept")).ShouldNotBeNull();
        Encoding.UTF8.GetString(kept.Value.Span).ShouldBe("1");
        kept.Etag.ShouldBe(etag);
        (await ReadAsync("gone")).ShouldBeNull();
    }

    [Fact]
    public async Task A_scan_gives_the_keys_with_the_prefix_in_order()
    {
        await store.CommitAsync([.. Enumerable.Range(0, 600).Select(n => Put($"a||{n:000}", "x")), Put("b||1", "x"), Put("a", "x")]);
        var keys = new List<string>();
        await foreach (var entry in store.ScanAsync("a||", TestContext.Current.CancellationToken))
        {
            keys.Add(entry.Key);
        }

        keys.ShouldBe([.. Enumerable.Range(0, 600).Select(n => $"a||{n:000}")]);
    }

    [Fact]
    public async Task A_closed_store_refuses_to_write()
    {
        await store.DisposeAsync();
        await Should.ThrowAsync<StateStoreException>(() => store.CommitAsync([Put("k", "1")]));
        store = Open();
    }

    [Fact]
    public async Task A_table_of_another_program_is_left_alone()
    {
        await store.DisposeAsync();
        var other = new SqliteOptions(Path.Combine(folder, "other.db"));
        using (var connection = other.Open())
        {
            using var create = connection.CreateCommand();
            create.CommandText = "CREATE TABLE state (key TEXT PRIMARY KEY, is_binary BOOLEAN)";
            create.ExecuteNonQuery();
        }

        Should.Throw<StateStoreException>(() => new SqliteStateStore(other, TimeProvider.System, NullLogger.Instance)).Message.ShouldContain("other.db");
        store = Open();
    }

    // While another connection holds the write lock, everything that is queued waits for the same commits.
    private async Task QueueBehindALockAsync(Func<Task[]> queue)
    {
        Task[] tasks;
        using (var other = Options.Open())
        {
            using SqliteTransaction locked = other.BeginTransaction();
            tasks = queue();
            locked.Rollback();
        }

        await Task.WhenAll(tasks);
    }

    private static StateChange Put(string key, string value) => new(key, Encoding.UTF8.GetBytes(value));

    private async Task<StateEntry?> ReadAsync(string key) => (await store.ReadAsync([key])).GetValueOrDefault(key);

    private SqliteStateStore Open() => new(Options, TimeProvider.System, NullLogger.Instance);
}
