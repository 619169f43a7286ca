namespace Checkout.Local.Tests.Psps.Faults;

public sealed class FaultRepetitionTests
{
    private const int Payments = 40;

    [Fact]
    public async Task A_seed_repeats_the_same_faults_whatever_the_identifiers_are()
    {
        var first = await RunAsync(seed: 7);
        var second = await RunAsync(seed: 7);
        var other = await RunAsync(seed: 8);

        second.ShouldBe(first);
        other.ShouldNotBe(first);
        first.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ShouldBe(["200", "429", "500", "lost"]);
    }

    [Fact]
    public async Task Probabilities_hold_over_a_run()
    {
        await using var run = await FaultRun.StartAsync();
        await run.PutAsync("""{ "seed": 1, "rules": [ { "rates": { "tooManyRequests": 0.25 } } ] }""");

        for (var n = 0; n < 400; n++)
        {
            (await run.Psp.Http.GetAsync($"/stripe/v1/payment_intents/pi_{n}", PspHost.Cancelled)).Dispose();
        }

        (await run.ReportAsync())["injected"]!["stripe"]!["tooManyRequests"]!.GetValue<int>().ShouldBeInRange(70, 130);
    }

    [Fact]
    public async Task A_repeated_request_throws_its_dice_again()
    {
        await using var run = await FaultRun.StartAsync();
        await run.PutAsync("""{ "seed": 3, "rules": [ { "rates": { "errorBefore": 0.5 } } ] }""");

        var answers = new HashSet<string>(StringComparer.Ordinal);
        for (var n = 0; n < 20; n++)
        {
            answers.Add(await run.PayAsync("trk_1", "key-1"));
        }

        answers.Count.ShouldBe(2);
        (await run.PaymentsAsync()).ShouldBe(1);
    }

    private static async Task<List<string>> RunAsync(int seed)
    {
        await using var run = await FaultRun.StartAsync();
        await run.PutAsync(
            $$"""
            { "seed": {{seed}}, "rules": [ { "rates": {
                "timeoutBefore": 0.15, "timeoutAfter": 0.15, "errorBefore": 0.15, "tooManyRequests": 0.15 } } ] }
            """);
        var answers = new List<string>();
        for (var n = 0; n < Payments; n++)
        {
            var reference = $"trk_{Guid.NewGuid():N}";
            answers.Add(await run.PayAsync(reference, $"{reference}:authorize:1"));
        }

        return answers;
    }
}
