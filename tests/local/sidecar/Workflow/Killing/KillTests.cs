using System.Collections.Concurrent;

namespace Checkout.Local.Tests.Sidecar.Workflow.Killing;

/// <summary>
/// SIGKILL at every point: runs end, every effect takes place at least once and its result is used exactly once, and no acknowledged start
/// or event is lost. These take long and want a quiet machine, so they run only where <c>CHECKOUT_KILLS</c> says how often the process is
/// to be killed at random times.
/// </summary>
public sealed class KillTests(ITestOutputHelper log)
{
    private const int Seed = 20_261_121;
    private const int Lanes = 6;

    private const string Reason = "Takes long; set CHECKOUT_KILLS to the number of random kills, e.g. 300.";

    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("CHECKOUT_KILLS"), out var kills) ? kills : 0;

    [Fact]
    public async Task A_run_survives_a_kill_at_each_of_its_durable_boundaries()
    {
        Assert.SkipWhen(Kills == 0, Reason);
        await using var sidecars = await KilledSidecars.StartAsync();
        ConcurrentDictionary<string, bool> reached = [];
        await using var orders = new SurvivingWorker(sidecars, "orders", KillOnceAsync).Begin();
        await using var billing = new SurvivingWorker(sidecars, "billing", KillOnceAsync).Begin();
        using var client = sidecars.Client("orders");
        var run = new KilledRun(sidecars, client, "boundaries");

        var end = await run.RunAsync(KillOnceAsync);

        await run.CheckAsync(end, billing.Effects);
        sidecars.Kills.ShouldBeGreaterThan(30);
        log.WriteLine($"{sidecars.Kills} kills, one at each of: {string.Join("; ", reached.Keys.Order(StringComparer.Ordinal))}.");

        Task KillOnceAsync(string boundary) => reached.TryAdd(boundary, true) ? sidecars.KillAsync() : Task.CompletedTask;
    }

    [Fact]
    public async Task Runs_survive_kills_at_random_times()
    {
        Assert.SkipWhen(Kills == 0, Reason);
        await using var sidecars = await KilledSidecars.StartAsync();
        var random = new RandomKills(sidecars, Seed);
        await using var orders = new SurvivingWorker(sidecars, "orders", random.Reached).Begin();
        await using var billing = new SurvivingWorker(sidecars, "billing", random.Reached).Begin();
        using var client = sidecars.Client("orders");
        var killed = random.RunAsync(Kills);
        var runs = 0;

        var lanes = Enumerable.Range(0, Lanes).Select(async lane =>
        {
            for (var n = 0; n == 0 || !killed.IsCompleted; n++)
            {
                var run = new KilledRun(sidecars, client, $"lane-{lane}-{n}");
                await run.CheckAsync(await run.RunAsync(random.Reached), billing.Effects);
                Interlocked.Increment(ref runs);
            }
        });
        List<Task> open = [killed, .. lanes];
        while (open.Count > 0)
        {
            var ended = await Task.WhenAny(open);
            open.Remove(ended);
            await ended;
        }

        sidecars.Kills.ShouldBe(Kills);
        var effects = billing.Effects.Values.Sum(effects => effects.Count);
        log.WriteLine($"{runs} runs, {sidecars.Kills} kills at random times, {effects} effects of {billing.Effects.Count} activities.");
    }
}
