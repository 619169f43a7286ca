using System.Collections.Concurrent;

namespace Checkout.Fulfilment.Webhooks.Deliveries;

/// <summary>
/// How many messages are on their way to each webhook. One that answers slowly, or never, must not keep the others' messages waiting: the
/// worker runs a limited number of activities at a time.
/// </summary>
/// <param name="most">How many there may be.</param>
/// <param name="patience">How long one more waits for its turn.</param>
internal sealed class InFlight(int most, TimeSpan patience)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    /// <summary>Runs a call when it is its turn.</summary>
    /// <returns>What it gave; null when its turn did not come.</returns>
    public async Task<T?> RunAsync<T>(string webhookId, Func<Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        var turn = turns.GetOrAdd(webhookId, _ => new SemaphoreSlim(most, most));
        if (!await turn.WaitAsync(patience, cancellationToken))
        {
            return null;
        }

        try
        {
            return await call();
        }
        finally
        {
            turn.Release();
        }
    }
}
