using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>The names of the policies that a target asks for.</summary>
/// <param name="Timeout">Name of a time-out; null for none.</param>
/// <param name="Retry">Name of a retry policy; null for none.</param>
/// <param name="CircuitBreaker">Name of a circuit breaker; null for none.</param>
/// <param name="CacheSize">The most circuits kept for the target.</param>
/// <param name="Fields">Where they stand.</param>
internal sealed record PolicyNames(string? Timeout, string? Retry, string? CircuitBreaker, int CacheSize, ResourceFields Fields)
{
    private const int DefaultCacheSize = 100;

    /// <summary>Reads one entry of <c>spec.targets.apps</c>.</summary>
    public static PolicyNames ReadApp(ResourceFields fields) =>
        Read(fields.Only("timeout", "retry", "circuitBreaker", "circuitBreakerCacheSize"));

    /// <summary>Reads one direction of an entry of <c>spec.targets.components</c>.</summary>
    public static PolicyNames ReadDirection(ResourceFields fields) => Read(fields.Only("timeout", "retry", "circuitBreaker"));

    private static PolicyNames Read(ResourceFields fields)
    {
        var size = fields.Number("circuitBreakerCacheSize", DefaultCacheSize, 0);
        return new(
            fields.Text("timeout"), fields.Text("retry"), fields.Text("circuitBreaker"), size == 0 ? DefaultCacheSize : size, fields);
    }
}

/// <summary>The policies of one target.</summary>
/// <param name="Timeout">Time that one attempt may take; null for any.</param>
/// <param name="Retry">When to try again; null for never.</param>
/// <param name="CircuitBreaker">When to cut off calls; null for never.</param>
/// <param name="CacheSize">The most circuits kept.</param>
internal sealed record TargetPolicies(TimeSpan? Timeout, RetryPolicy? Retry, CircuitBreakerPolicy? CircuitBreaker, int CacheSize)
{
    /// <summary>Whether a call may be made more than once, so that its body must be kept.</summary>
    public bool HasRetries => Retry is { MaxRetries: not 0 };

    /// <summary>How an answer with that HTTP status is taken: all but 200 to 399 are failures; the retry policy says which are tried again.</summary>
    public CallOutcome Judge(int httpStatus) =>
        httpStatus is >= 200 and <= 399 ? CallOutcome.Success
        : Retry?.Matches(httpStatus) ?? true ? CallOutcome.Failure
        : CallOutcome.FinalFailure;
}
