using Polly;

namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>
/// Cuts off calls whose circuit is open. Polly's own breaker opens on a share of failures; Dapr's on counts, for each endpoint.
/// </summary>
/// <param name="breakers">The circuits; the operation key of a call says which.</param>
/// <param name="judge">How a call ended.</param>
internal sealed class CircuitBreakerStrategy<T>(CircuitBreakers breakers, Func<T, CallOutcome> judge) : ResilienceStrategy<T>
{
    /// <inheritdoc/>
    protected override async ValueTask<Outcome<T>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<T>>> callback, ResilienceContext context, TState state)
    {
        var breaker = breakers.For(context.OperationKey ?? string.Empty);
        int entered;
        try
        {
            entered = breaker.Enter();
        }
        catch (CircuitOpenException e)
        {
            return Outcome.FromException<T>(e);
        }

        var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        breaker.Report(entered, outcome is { Exception: null, Result: { } result } && judge(result) is CallOutcome.Success);
        return outcome;
    }
}

/// <summary>How an attempt ended.</summary>
internal enum CallOutcome
{
    /// <summary>It did what it should.</summary>
    Success,

    /// <summary>It failed and may be tried again.</summary>
    Failure,

    /// <summary>It failed and must not be tried again.</summary>
    FinalFailure,
}
