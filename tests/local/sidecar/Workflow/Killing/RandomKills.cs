namespace Checkout.Local.Tests.Sidecar.Workflow.Killing;

/// <summary>
/// Kills after a random number of boundaries and a random moment more, so that whatever runs gets on between two kills, however busy the
/// machine is.
/// </summary>
/// <param name="sidecars">What gets killed.</param>
/// <param name="seed">Seed of both.</param>
internal sealed class RandomKills(KilledSidecars sidecars, int seed)
{
    private const int MostBoundaries = 40;
    private const int MostMilliseconds = 15;

    private readonly Random random = new(seed);
    private readonly Lock sync = new();
    private TaskCompletionSource reached = new();
    private int left;

    /// <summary>Counts a boundary.</summary>
    public Task Reached(string boundary)
    {
        lock (sync)
        {
            if (--left <= 0)
            {
                reached.TrySetResult();
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Kills that often.</summary>
    public async Task RunAsync(int kills)
    {
        for (var n = 0; n < kills; n++)
        {
            Task next;
            lock (sync)
            {
                left = random.Next(1, MostBoundaries);
                reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                next = reached.Task;
            }

            await next;
            using var moment = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(1, MostMilliseconds)));
            await moment.WaitForNextTickAsync();
            await sidecars.KillAsync();
        }
    }
}
