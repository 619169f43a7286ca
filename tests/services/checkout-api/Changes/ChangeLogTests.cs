using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Changes;
using Checkout.Api.Checkouts.Workflow;
using Checkout.ServiceDefaults;
using Checkout.ServiceDefaults.TimeLogs;
using Microsoft.Extensions.Options;

namespace Checkout.Services.Tests.CheckoutApi.Changes;

public sealed class ChangeLogTests(CheckoutApiSystem system) : IClassFixture<CheckoutApiSystem>
{
    private readonly string tenant = Guid.NewGuid().ToString();
    private readonly ManualTime time = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ChangeLog Reader => Instance();

    [Fact]
    public async Task Changes_come_back_in_their_order_from_a_time_on()
    {
        var log = Instance();
        await AppendAsync(log, "a");
        time.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync(log, "b");
        var since = time.GetUtcNow();
        await AppendAsync(log, "c");

        (await NamesAsync(DateTimeOffset.MinValue)).ShouldBe(["a", "b", "c"]);
        (await NamesAsync(since)).ShouldBe(["b", "c"]);
        (await NamesAsync(since.AddTicks(1))).ShouldBe(["c"]);
        (await NamesAsync(since.AddHours(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_tenant_has_no_changes() => (await NamesAsync(DateTimeOffset.MinValue)).ShouldBeEmpty();

    [Fact]
    public async Task Several_instances_that_write_at_once_lose_nothing_and_give_each_change_its_own_time()
    {
        var instances = Enumerable.Range(0, 4).Select(_ => Instance()).ToList();
        var names = Enumerable.Range(0, 600).Select(i => $"order-{i}").ToList();

        await Task.WhenAll(names.Select((name, i) => AppendAsync(instances[i % instances.Count], name)));

        var changes = await Reader.ReadAsync(tenant, DateTimeOffset.MinValue, 10_000, Cancelled);
        changes.Select(change => change.Value).Distinct(StringComparer.Ordinal).ShouldBe(names, ignoreOrder: true);
        changes.Zip(changes.Skip(1)).ShouldAllBe(pair => pair.First.At < pair.Second.At);
    }

    [Fact]
    public async Task A_reader_that_goes_on_from_its_last_change_misses_nothing_while_others_write()
    {
        var names = Enumerable.Range(0, 300).Select(i => $"order-{i}").ToList();
        var writing = Task.WhenAll(names.Chunk(30).Select(async chunk =>
        {
            var instance = Instance();
            foreach (var name in chunk)
            {
                await AppendAsync(instance, name);
            }
        }));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var since = DateTimeOffset.MinValue;
        bool finished;
        do
        {
            finished = writing.IsCompleted;
            IReadOnlyList<LogEntry<string>> page;
            do
            {
                page = await Reader.ReadAsync(tenant, since, 7, Cancelled);
                seen.UnionWith(page.Select(change => change.Value));
                since = page.Count == 0 ? since : page[^1].At.AddTicks(1);
            }
            while (page.Count > 0);
        }
        while (!finished);

        await writing;
        seen.ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public async Task A_clock_that_runs_behind_does_not_break_the_order()
    {
        var ahead = new ManualTime();
        ahead.Advance(TimeSpan.FromHours(1));
        await AppendAsync(new ChangeLog(system.Dapr, Options.Create(new CheckoutOptions()), ahead), "a");

        await AppendAsync(Instance(), "b");

        (await NamesAsync(ahead.GetUtcNow())).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Pages_that_have_expired_are_skipped()
    {
        var log = Instance();
        foreach (var batch in Enumerable.Range(0, 3))
        {
            await Task.WhenAll(Enumerable.Range(0, TimeLog.PageCapacity + 1).Select(i => AppendAsync(log, $"{batch}-{i}")));
            time.Advance(TimeSpan.FromDays(1));
        }

        await system.Dapr.DeleteAsync(TimeLog.KeyOf(ChangeLog.NameOf(tenant), 0), Cancelled);

        var found = await NamesAsync(time.GetUtcNow() - TimeSpan.FromHours(25));
        found.Count.ShouldBe(TimeLog.PageCapacity + 1);
        found.ShouldAllBe(name => name.StartsWith("2-", StringComparison.Ordinal));
        (await NamesAsync(DateTimeOffset.MinValue)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_outcome_is_kept_with_the_change()
    {
        var progress = new CheckoutProgress(4, CheckoutPhase.Done, time.GetUtcNow());

        await Instance().AppendAsync(tenant, "trk_1", new KeptOutcome(tenant, progress));

        var kept = (await system.Dapr.ReadAsync<KeptOutcome>(KeptOutcome.KeyOf("trk_1"), Cancelled)).ShouldNotBeNull();
        kept.TenantId.ShouldBe(tenant);
        (kept.Progress with { Trail = progress.Trail }).ShouldBe(progress);
        (await NamesAsync(DateTimeOffset.MinValue)).ShouldBe(["trk_1"]);
    }

    private ChangeLog Instance() => new(system.Dapr, Options.Create(new CheckoutOptions()), time);

    private Task AppendAsync(ChangeLog log, string name) => log.AppendAsync(tenant, name, outcome: null);

    private async Task<List<string>> NamesAsync(DateTimeOffset since) =>
        [.. (await Reader.ReadAsync(tenant, since, 10_000, Cancelled)).Select(change => change.Value)];
}
