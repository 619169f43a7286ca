using System.Text;
using Checkout.Local.Sidecar.State;

namespace Checkout.Local.Tests.Sidecar.State;

/// <summary>What every state store does. Each test has a store of its own.</summary>
public abstract class StateStoreContract : IAsyncLifetime
{
    private readonly Clock clock = new();
    private IStateStore store = null!;

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        store = Open(clock);
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        await ClearAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_written_is_read()
    {
        await store.CommitAsync([Put("a", "1"), Put("b", "")]);
        var found = await ReadAsync("a", "b", "c");
        found.Keys.Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
        Text(found["a"]).ShouldBe("1");
        found["a"].ExpiresAt.ShouldBeNull();
        found["b"].Value.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Values_are_bytes_and_keys_any_text()
    {
        var bytes = Enumerable.Range(0, 256).Select(n => (byte)n).ToArray();
        const string Key = "app||käse 🧀 'quoted' \"twice\" %_\\";
        await store.CommitAsync([new StateChange(Key, bytes)]);
        (await ReadAsync(Key))[Key].Value.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task Every_write_changes_the_etag()
    {
        await store.CommitAsync([Put("a", "1")]);
        var first = (await ReadAsync("a"))["a"].Etag;
        await store.CommitAsync([Put("a", "1")]);
        (await ReadAsync("a"))["a"].Etag.ShouldNotBe(first, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_write_with_the_current_etag_wins_and_one_with_an_old_etag_loses()
    {
        await store.CommitAsync([Put("a", "1")]);
        var etag = (await ReadAsync("a"))["a"].Etag;
        await store.CommitAsync([Put("a", "2") with { Etag = etag }]);
        (await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync([Put("a", "3") with { Etag = etag }]))).Key.ShouldBe("a");
        await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync([new StateChange("a", null, etag)]));
        Text((await ReadAsync("a"))["a"]).ShouldBe("2");
    }

    [Fact]
    public async Task A_write_or_delete_with_an_etag_needs_the_entry()
    {
        await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync([Put("a", "1") with { Etag = "any" }]));
        await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync([new StateChange("a", null, "any")]));
        await store.CommitAsync([new StateChange("a", null)]);
    }

    [Fact]
    public async Task First_write_needs_a_new_key()
    {
        await store.CommitAsync([Put("a", "1") with { MustBeNew = true }]);
        await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync([Put("a", "2") with { MustBeNew = true }]));
        await store.CommitAsync([new StateChange("a", null), Put("a", "3") with { MustBeNew = true }]);
        Text((await ReadAsync("a"))["a"]).ShouldBe("3");
    }

    [Fact]
    public async Task A_refused_transaction_leaves_nothing()
    {
        await store.CommitAsync([Put("kept", "1"), Put("deleted", "1")]);
        await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync(
            [Put("new", "1"), Put("kept", "2"), new StateChange("deleted", null), Put("kept", "3") with { Etag = "stale" }]));
        var found = await ReadAsync("new", "kept", "deleted");
        found.Keys.Order(StringComparer.Ordinal).ShouldBe(["deleted", "kept"]);
        Text(found["kept"]).ShouldBe("1");
    }

    [Fact]
    public async Task The_last_of_several_changes_of_a_key_counts()
    {
        await store.CommitAsync([Put("a", "1"), Put("a", "2"), Put("b", "1"), new StateChange("b", null)]);
        var found = await ReadAsync("a", "b");
        Text(found.ShouldHaveSingleItem().Value).ShouldBe("2");
    }

    [Fact]
    public async Task What_has_expired_does_not_exist()
    {
        var at = clock.GetUtcNow() + TimeSpan.FromSeconds(10);
        await store.CommitAsync([Put("a", "1") with { ExpiresAt = at }, Put("b", "1") with { ExpiresAt = at }]);
        var entry = (await ReadAsync("a"))["a"];
        entry.ExpiresAt.ShouldBe(at);
        clock.Advance(TimeSpan.FromSeconds(10));
        (await ReadAsync("a", "b")).ShouldBeEmpty();
        (await ScanAsync("")).ShouldBeEmpty();
        await Should.ThrowAsync<EtagMismatchException>(() => store.CommitAsync([Put("a", "2") with { Etag = entry.Etag }]));
        await store.CommitAsync([Put("b", "2") with { MustBeNew = true }]);
        (await ReadAsync("a", "b")).Keys.ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_scan_gives_the_keys_with_the_prefix_in_order()
    {
        var keys = Enumerable.Range(0, 600).Select(n => $"a||{n:000}").ToList();
        await store.CommitAsync([.. keys.Select(key => Put(key, "x")), Put("a", "x"), Put("a|", "x"), Put("a}", "x"), Put("A||1", "x"), Put("b", "x")]);
        (await ScanAsync("a||")).ShouldBe(keys);
        (await ScanAsync("a|")).Count.ShouldBe(601);
        (await ScanAsync("none")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_first_writes_at_once_one_wins()
    {
        var tasks = Enumerable.Range(0, 20).Select(n => store.CommitAsync([Put("same", $"{n}") with { MustBeNew = true }])).ToList();
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        tasks.Count(task => task.IsCompletedSuccessfully).ShouldBe(1);
        tasks.Where(task => task.IsFaulted).ShouldAllBe(task => task.Exception!.InnerException is EtagMismatchException);
        Text((await ReadAsync("same"))["same"]).ShouldBe($"{tasks.FindIndex(task => task.IsCompletedSuccessfully)}");
    }

    [Fact]
    public async Task Transactions_apply_in_the_order_of_the_calls()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => store.CommitAsync([Put("last", $"{n}"), Put($"k{n}", $"{n}")])));
        Text((await ReadAsync("last"))["last"]).ShouldBe("199");
        (await ScanAsync("k")).Count.ShouldBe(200);
        store.Counters.Transactions.ShouldBe(200);
        store.Counters.Operations.ShouldBe(400);
        store.Counters.PhysicalCommits.ShouldBeInRange(1, 200);
    }

    [Fact]
    public async Task An_empty_transaction_does_nothing()
    {
        await store.CommitAsync([]);
        (await ReadAsync()).ShouldBeEmpty();
    }

    protected virtual ValueTask PrepareAsync() => ValueTask.CompletedTask;

    protected virtual ValueTask ClearAsync() => ValueTask.CompletedTask;

    private protected abstract IStateStore Open(TimeProvider time);

    private static StateChange Put(string key, string value) => new(key, Encoding.UTF8.GetBytes(value));

    private static string Text(StateEntry entry) => Encoding.UTF8.GetString(entry.Value.Span);

    private async Task<IReadOnlyDictionary<string, StateEntry>> ReadAsync(params IReadOnlyList<string> keys) => await store.ReadAsync(keys);

    private async Task<List<string>> ScanAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var entry in store.ScanAsync(prefix))
        {
            keys.Add(entry.Key);
        }

        return keys;
    }

    private sealed class Clock : TimeProvider
    {
        private long now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

        public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref now), TimeSpan.Zero);

        public void Advance(TimeSpan by) => Interlocked.Add(ref now, by.Ticks);
    }
}
