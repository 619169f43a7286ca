namespace Checkout.Local.Tests.Sidecar.Workflow.Killing;

public sealed class StopTests
{
    private const int Runs = 12;

    [Fact]
    public async Task An_orderly_stop_in_the_middle_of_work_loses_nothing()
    {
        await using var sidecars = await KilledSidecars.StartAsync();
        var busy = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = 0;
        await using var orders = new SurvivingWorker(sidecars, "orders", _ => Task.CompletedTask).Begin();
        await using var billing = new SurvivingWorker(sidecars, "billing", CountAsync).Begin();
        using var client = sidecars.Client("orders");
        var runs = Enumerable.Range(0, Runs).Select(async n =>
        {
            var run = new KilledRun(sidecars, client, $"run-{n}");
            await run.CheckAsync(await run.RunAsync(_ => Task.CompletedTask), billing.Effects);
        }).ToList();

        await busy.Task;
        (await sidecars.StopAsync()).ShouldBe(0);

        await Task.WhenAll(runs);

        Task CountAsync(string boundary)
        {
            if (Interlocked.Increment(ref received) == Runs)
            {
                busy.SetResult();
            }

            return Task.CompletedTask;
        }
    }
}
