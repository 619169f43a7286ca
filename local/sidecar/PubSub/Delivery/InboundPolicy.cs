using Checkout.Local.Sidecar.Resiliency;
using Polly.Timeout;

namespace Checkout.Local.Sidecar.PubSub.Delivery;

/// <summary>
/// How events of one component are tried again, as a Resiliency resource says; without one there is one try, as with daprd. An event that
/// the app drops is never tried again.
/// </summary>
/// <param name="component">The pub/sub component.</param>
/// <param name="resiliency">The app's policies.</param>
internal sealed class InboundPolicy(string component, AppResiliency resiliency)
{
    private readonly CallPolicy<AppVerdict>? policy = resiliency.ForInbound<AppVerdict>(component, Judge);

    /// <summary>Tries until the app takes or drops the event, or the policy gives up.</summary>
    /// <param name="attempt">One try.</param>
    /// <param name="cancellationToken">The sidecar stops.</param>
    /// <returns>The last verdict.</returns>
    public async Task<AppVerdict> RunAsync(Func<CancellationToken, Task<AppVerdict>> attempt, CancellationToken cancellationToken)
    {
        if (policy is null)
        {
            return await attempt(cancellationToken);
        }

        try
        {
            return await policy.RunAsync(component, mayRetry: true, stop => new ValueTask<AppVerdict>(attempt(stop)), cancellationToken);
        }
        catch (Exception e) when (e is CircuitOpenException or TimeoutRejectedException)
        {
            return AppVerdict.Retry;
        }
    }

    private static CallOutcome Judge(AppVerdict verdict) => verdict switch
    {
        AppVerdict.Success => CallOutcome.Success,
        AppVerdict.Drop => CallOutcome.FinalFailure,
        _ => CallOutcome.Failure,
    };
}
