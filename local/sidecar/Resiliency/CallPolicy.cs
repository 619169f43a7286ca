using Polly;
using Polly.Retry;

namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>
/// Makes calls under the policies of one target. As in daprd the time-out is for each attempt, the circuit breaker sees each attempt,
/// and retries are around both. The last answer is given back as it is.
/// </summary>
internal sealed class CallPolicy<T>
{
    private readonly ResiliencePipeline<T> once;
    private readonly ResiliencePipeline<T> repeated;

    /// <summary>Creates the policy.</summary>
    /// <param name="policies">The target's policies.</param>
    /// <param name="judge">How an attempt that gave an answer ended; one that threw has failed.</param>
    /// <param name="time">Clock for delays, time-outs and circuits.</param>
    public CallPolicy(TargetPolicies policies, Func<T, CallOutcome> judge, TimeProvider time)
    {
        Policies = policies;
        var builder = new ResiliencePipelineBuilder<T> { TimeProvider = time };
        if (policies.CircuitBreaker is { } breaker)
        {
            var breakers = new CircuitBreakers(breaker, policies.CacheSize, time);
            builder.AddStrategy(_ => new CircuitBreakerStrategy<T>(breakers, judge), new CircuitBreakerStrategyOptions());
        }

        if (policies.Timeout is { } timeout && timeout > TimeSpan.Zero)
        {
            builder.AddTimeout(timeout);
        }

        once = repeated = builder.Build();
        if (policies is { HasRetries: true, Retry: { } retry })
        {
            repeated = new ResiliencePipelineBuilder<T> { TimeProvider = time }.AddRetry(Options(retry, judge)).AddPipeline(once).Build();
        }
    }

    /// <summary>The policies that apply.</summary>
    public TargetPolicies Policies { get; }

    /// <summary>Makes a call, again and again where the policies want it.</summary>
    /// <param name="endpoint">Which of the target's endpoints is called; each has a circuit of its own.</param>
    /// <param name="mayRetry">Whether the call can be made more than once.</param>
    /// <param name="attempt">Makes one attempt.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>What the last attempt gave.</returns>
    /// <exception cref="CircuitOpenException">The circuit is open.</exception>
    /// <exception cref="Polly.Timeout.TimeoutRejectedException">The last attempt took too long.</exception>
    public async ValueTask<T> RunAsync(
        string endpoint, bool mayRetry, Func<CancellationToken, ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(endpoint, cancellationToken);
        try
        {
            var pipeline = mayRetry ? repeated : once;
            return await pipeline.ExecuteAsync(static (context, attempt) => attempt(context.CancellationToken), context, attempt);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RetryStrategyOptions<T> Options(RetryPolicy retry, Func<T, CallOutcome> judge) => new()
    {
        MaxRetryAttempts = retry.MaxRetries < 0 ? int.MaxValue : retry.MaxRetries,
        DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(retry.Delay(attempt.AttemptNumber)),
        ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome switch
        {
            { Exception: CircuitOpenException or OperationCanceledException } => false,
            { Exception: not null } => true,
            { Result: { } result } => judge(result) is CallOutcome.Failure,
            _ => false,
        }),
    };

    private sealed class CircuitBreakerStrategyOptions : ResilienceStrategyOptions;
}
