using Checkout.Local.Psps.Faults;
using Checkout.Local.Tests.Psps.Adyen;
using Checkout.Local.Tests.Sidecar;

namespace Checkout.Local.Tests.Psps.Faults;

public sealed class NotificationFaultTests
{
    [Fact]
    public async Task A_duplicate_is_sent_twice()
    {
        await using var world = await StartAsync("duplicate", lateBy: "00:00:00");
        await world.Adyen.PayAsync(AdyenHost.Visa);
        await world.Merchant.UntilAcceptedAsync(2);
        world.References().Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        (await world.Run.InjectedAsync()).ShouldBe("""{"adyen":{"duplicate":1}}""");
    }

    [Fact]
    public async Task What_is_missing_never_comes_and_what_follows_it_does()
    {
        await using var world = await StartAsync("missing", lateBy: "00:00:00");
        await world.Adyen.PayAsync(AdyenHost.Visa, "trk_1");
        await Eventually.TrueAsync(async () => await world.Run.InjectedAsync() is """{"adyen":{"missing":1}}""");

        await world.Run.OffAsync();
        await world.Adyen.PayAsync(AdyenHost.Visa, "trk_2");

        await world.Merchant.UntilAcceptedAsync(1);
        world.References().ShouldBe(["trk_2"]);
    }

    [Fact]
    public async Task A_reordered_one_comes_after_the_one_that_follows_it()
    {
        await using var world = await StartAsync("reordered", lateBy: "00:01:00");
        await world.Adyen.PayAsync(AdyenHost.Visa, "trk_1");
        await Eventually.TrueAsync(async () => await world.Run.InjectedAsync() is """{"adyen":{"reordered":1}}""");

        await world.Run.OffAsync();
        await world.Adyen.PayAsync(AdyenHost.Visa, "trk_2");

        await world.Merchant.UntilAcceptedAsync(2);
        world.References().ShouldBe(["trk_2", "trk_1"]);
    }

    [Fact]
    public void A_late_one_has_its_turn_when_its_time_has_come_whatever_went_before()
    {
        var time = new ManualTime();
        var injector = new FaultInjector();
        injector.Begin(new FaultPlan
        {
            LateBy = TimeSpan.FromSeconds(10),
            Rules = [new FaultRule { Rates = new Dictionary<FaultKind, double> { [FaultKind.Late] = 1 } }],
        });
        var faults = new NotificationFaults("adyen", injector, time);

        faults.CopiesOf(1, "CAPTURE").ShouldBeNull();
        injector.End();
        faults.CopiesOf(2, "CAPTURE").ShouldBe(1);
        faults.Done(2);
        faults.CopiesOf(1, "CAPTURE").ShouldBeNull();
        faults.UntilNext().ShouldBe(TimeSpan.FromSeconds(10));

        time.Advance(TimeSpan.FromSeconds(10));
        faults.CopiesOf(1, "CAPTURE").ShouldBe(1);
        faults.Done(1);
        faults.UntilNext().ShouldBeNull();
    }

    [Fact]
    public async Task Held_back_with_nothing_to_follow_it_comes_all_the_same()
    {
        await using var world = await StartAsync("reordered", lateBy: "00:00:00.050");
        await world.Adyen.PayAsync(AdyenHost.Visa);
        await world.Merchant.UntilAcceptedAsync(1);
        world.References().ShouldBe(["trk_1"]);
    }

    private static async Task<World> StartAsync(string kind, string lateBy)
    {
        var merchant = await WebhookReceiver.StartAsync();
        var run = await FaultRun.StartAsync($"--Adyen:WebhookUrl={merchant.Url}");
        await run.PutAsync($$"""{ "lateBy": "{{lateBy}}", "rules": [ { "provider": "adyen", "rates": { "{{kind}}": 1 } } ] }""");
        return new World(merchant, run, new AdyenHost(run.Psp));
    }

    private sealed record World(WebhookReceiver Merchant, FaultRun Run, AdyenHost Adyen) : IAsyncDisposable
    {
        public IReadOnlyList<string> References() => [.. Merchant.Accepted.Select(it => (string)it.Item["merchantReference"]!)];

        public async ValueTask DisposeAsync()
        {
            await Run.DisposeAsync();
            await Merchant.DisposeAsync();
        }
    }
}
