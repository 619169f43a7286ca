namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>The circuits of one target, one for each endpoint; the one unused for longest goes when there are too many.</summary>
/// <param name="policy">Settings of them all.</param>
/// <param name="capacity">The most that are kept.</param>
/// <param name="time">Clock of the circuits.</param>
internal sealed class CircuitBreakers(CircuitBreakerPolicy policy, int capacity, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Endpoint, CircuitBreaker Breaker)>> byEndpoint = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Endpoint, CircuitBreaker Breaker)> byUse = new();

    /// <summary>The circuit of an endpoint.</summary>
    public CircuitBreaker For(string endpoint)
    {
        lock (gate)
        {
            if (byEndpoint.TryGetValue(endpoint, out var node))
            {
                byUse.Remove(node);
                byUse.AddFirst(node);
                return node.Value.Breaker;
            }

            if (byUse.Count >= capacity && byUse.Last is { } oldest)
            {
                byUse.RemoveLast();
                byEndpoint.Remove(oldest.Value.Endpoint);
            }

            return (byEndpoint[endpoint] = byUse.AddFirst((endpoint, new CircuitBreaker(policy, time)))).Value.Breaker;
        }
    }
}
