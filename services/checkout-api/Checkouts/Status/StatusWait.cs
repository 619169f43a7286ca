using Checkout.Api.Checkouts.Workflow;

namespace Checkout.Api.Checkouts.Status;

/// <summary>Holds a status request until there is news.</summary>
internal sealed class StatusWait(CheckoutProgressReader reader, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Returns as soon as <paramref name="isNews"/> holds, the order has ended, or the time is over.
    /// </summary>
    /// <param name="checkout">The order as it was read.</param>
    /// <param name="isNews">Whether a progress is worth an answer.</param>
    /// <param name="limit">How long to wait at most.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The order as it was read last.</returns>
    public async Task<CheckoutSnapshot> UntilAsync(
        CheckoutSnapshot checkout, Func<CheckoutProgress, bool> isNews, TimeSpan limit, CancellationToken cancellationToken)
    {
        var latest = checkout;
        var giveUpAt = time.GetUtcNow() + limit;
        using var pulse = new PeriodicTimer(Pause, time);
        while (!isNews(latest.Progress) && time.GetUtcNow() < giveUpAt && await pulse.WaitForNextTickAsync(cancellationToken))
        {
            latest = await reader.ReadAsync(checkout.TrackingNumber, cancellationToken) ?? latest;
        }

        return latest;
    }
}
