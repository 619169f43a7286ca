using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// What an order waits for, each wait with its limit. A wait that another one has overtaken stays open for the next time: Dapr hands an
/// event to the oldest open wait of its name, so a wait that nobody looked at any more would swallow it.
/// </summary>
internal sealed class OrderSignals(WorkflowContext context)
{
    private readonly Dictionary<string, Task> open = new(StringComparer.Ordinal);

    /// <summary>Waits until the first of the events comes, or until <paramref name="limit"/>.</summary>
    /// <returns>The event's name; null when the limit has passed.</returns>
    public async Task<string?> FirstAsync(TimeSpan limit, params string[] names)
    {
        foreach (var name in names.Where(name => !open.ContainsKey(name)))
        {
            open[name] = context.WaitForExternalEventAsync<object?>(name);
        }

        var waits = names.Select(name => open[name]).ToList();
        if (!waits.Exists(wait => wait.IsCompleted) && limit > TimeSpan.Zero)
        {
            using var overtaken = new CancellationTokenSource();
            var timer = context.CreateTimer(limit, overtaken.Token);
            await Task.WhenAny([.. waits, timer]);
            Stop(overtaken);
        }

        var arrived = Array.Find(names, name => open[name].IsCompleted);
        return arrived is not null && open.Remove(arrived) ? arrived : null;
    }

    // CancelAsync would go on elsewhere than on the workflow's own turn.
    private static void Stop(CancellationTokenSource timer) => timer.Cancel();

    /// <summary>Waits for the PSP's word, at most <paramref name="limit"/>.</summary>
    public Task PspUpdatedAsync(TimeSpan limit) => FirstAsync(limit, CheckoutEvents.PspUpdate);

    /// <summary>Waits for the shopper to come back, or for the PSP to tell what the shopper did, until the challenge's deadline.</summary>
    public Task<string?> ShopperActedAsync(Challenge challenge) => FirstAsync(
        challenge.Deadline.UtcDateTime - context.CurrentUtcDateTime, CheckoutEvents.ShopperReturn(challenge.Attempt), CheckoutEvents.PspUpdate);
}
