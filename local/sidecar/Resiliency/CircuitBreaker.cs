namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>
/// The circuit of one endpoint: closed until the counts trip it, open for a time, then half-open until enough trial calls succeed
/// or one fails.
/// </summary>
/// <param name="policy">Its settings.</param>
/// <param name="time">Clock for interval and time-out.</param>
internal sealed class CircuitBreaker(CircuitBreakerPolicy policy, TimeProvider time)
{
    private readonly Lock gate = new();
    private CircuitState state = CircuitState.Closed;
    private CallCounts counts = CallCounts.None;
    private DateTimeOffset? expiry = Expiry(policy.Interval, time);
    private int generation;

    private enum CircuitState
    {
        Closed,
        Open,
        HalfOpen,
    }

    /// <summary>Asks for leave to make a call.</summary>
    /// <returns>The generation to give back to <see cref="Report"/>; calls of an earlier one no longer count.</returns>
    /// <exception cref="CircuitOpenException">The call must not be made.</exception>
    public int Enter()
    {
        lock (gate)
        {
            Refresh();
            if (state is CircuitState.Open)
            {
                throw new CircuitOpenException("circuit breaker is open");
            }

            if (state is CircuitState.HalfOpen && counts.Requests >= policy.MaxRequests)
            {
                throw new CircuitOpenException("too many requests");
            }

            counts = counts.WithRequest();
            return generation;
        }
    }

    /// <summary>Counts how a call ended.</summary>
    public void Report(int enteredIn, bool success)
    {
        lock (gate)
        {
            Refresh();
            if (enteredIn != generation)
            {
                return;
            }

            counts = counts.With(success);
            if (state is CircuitState.HalfOpen)
            {
                if (!success)
                {
                    Become(CircuitState.Open);
                }
                else if (counts.ConsecutiveSuccesses >= policy.MaxRequests)
                {
                    Become(CircuitState.Closed);
                }
            }
            else if (!success && policy.Trip.Holds(counts))
            {
                Become(CircuitState.Open);
            }
        }
    }

    private static DateTimeOffset? Expiry(TimeSpan after, TimeProvider time) => after > TimeSpan.Zero ? time.GetUtcNow() + after : null;

    private void Refresh()
    {
        if (expiry is { } at && at <= time.GetUtcNow())
        {
            Become(state is CircuitState.Open ? CircuitState.HalfOpen : CircuitState.Closed);
        }
    }

    private void Become(CircuitState next)
    {
        state = next;
        counts = CallCounts.None;
        generation++;
        expiry = next switch
        {
            CircuitState.Closed => Expiry(policy.Interval, time),
            CircuitState.Open => Expiry(policy.Timeout, time),
            _ => null,
        };
    }
}

/// <summary>A call is not made because its circuit is open or its trial calls are used up. The message is daprd's.</summary>
internal sealed class CircuitOpenException(string message) : Exception(message);
