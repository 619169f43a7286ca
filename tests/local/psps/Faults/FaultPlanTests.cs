using System.Net;

namespace Checkout.Local.Tests.Psps.Faults;

public sealed class FaultPlanTests
{
    [Theory]
    [InlineData("""{ "rules": [ { "rates": { "timeoutBefore": 1.5 } } ] }""")]
    [InlineData("""{ "rules": [ { "rates": { "timeoutBefore": -0.1 } } ] }""")]
    [InlineData("""{ "rules": [ { "rates": { "meteorite": 0.1 } } ] }""")]
    [InlineData("""{ "rules": [ { "provider": "stripes", "rates": { "slow": 0.1 } } ] }""")]
    [InlineData("""{ "rules": [ { "provider": "adyen", "operation": "POST /v1/refunds", "rates": { "slow": 0.1 } } ] }""")]
    [InlineData("""{ "rules": [ { "operation": "POST /v1/refunds", "rates": { "missing": 0.1 } } ] }""")]
    [InlineData("""{ "slowFor": "01:00:00" }""")]
    [InlineData("""{ "lateBy": "-00:00:01" }""")]
    [InlineData("""{ "retryAfterSeconds": -1 }""")]
    [InlineData("[]")]
    public async Task A_plan_that_makes_no_sense_is_refused_and_changes_nothing(string plan)
    {
        await using var run = await FaultRun.StartAsync();
        await run.AlwaysAsync("slow");
        (await run.PutAsync(plan)).ShouldBe(HttpStatusCode.BadRequest);
        (await run.ReportAsync())["plan"]!["rules"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_configured_plan_counts_from_the_start()
    {
        await using var run = await FaultRun.StartAsync(
            "--Faults:Seed=5",
            "--Faults:Rules:0:Provider=stripe",
            "--Faults:Rules:0:Operation=POST /v1/payment_intents",
            "--Faults:Rules:0:Rates:ErrorBefore=1");
        (await run.PayAsync("trk_1", "key-1")).ShouldBe("500");
        (await run.ReportAsync())["plan"]!["seed"]!.GetValue<int>().ShouldBe(5);
    }

    [Fact]
    public async Task A_configured_plan_that_makes_no_sense_stops_the_start() => (await Should.ThrowAsync<InvalidOperationException>(
        () => FaultRun.StartAsync("--Faults:Rules:0:Provider=nobody", "--Faults:Rules:0:Rates:Slow=1"))).Message.ShouldContain("nobody");

    [Fact]
    public async Task Counts_stay_after_the_end_and_start_anew_with_the_next_plan()
    {
        await using var run = await FaultRun.StartAsync();
        await run.AlwaysAsync("errorBefore");
        await run.PayAsync("trk_1", "key-1");

        await run.OffAsync();
        (await run.PayAsync("trk_1", "key-1")).ShouldBe("200");
        (await run.InjectedAsync()).ShouldBe("""{"stripe":{"errorBefore":1}}""");

        await run.AlwaysAsync("slow");
        (await run.InjectedAsync()).ShouldBe("{}");
    }
}
