using Checkout.Local.Sidecar.Resources;

namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>When calls are cut off after failures, and for how long.</summary>
/// <param name="MaxRequests">Calls let through on trial when the open time is over; as many successes close the circuit.</param>
/// <param name="Interval">How often the counts start anew while the circuit is closed; zero for never.</param>
/// <param name="Timeout">How long the circuit stays open.</param>
/// <param name="Trip">Which counts open it.</param>
internal sealed record CircuitBreakerPolicy(int MaxRequests, TimeSpan Interval, TimeSpan Timeout, TripCondition Trip)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Reads one entry of <c>spec.policies.circuitBreakers</c>.</summary>
    public static CircuitBreakerPolicy Read(ResourceFields fields)
    {
        fields.Only("maxRequests", "interval", "timeout", "trip");
        var timeout = fields.Duration("timeout", DefaultTimeout);
        return new CircuitBreakerPolicy(
            Math.Max(1, fields.Number("maxRequests", 1, 0)),
            fields.Duration("interval", TimeSpan.Zero),
            timeout == TimeSpan.Zero ? DefaultTimeout : timeout,
            fields.Text("trip") is not { } trip ? TripCondition.Default : TripCondition.TryParse(trip)
                ?? throw fields.Error(
                    "trip", $"'{trip}' is not supported.",
                    "Compare one count with a number by > or >=, for example 'consecutiveFailures > 5'; " +
                    $"counts are {string.Join(", ", TripCondition.Counts)}."));
    }
}
