namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>What opens a circuit: one of the counts of calls in relation to a number, the CEL that breakers are written with.</summary>
/// <param name="Count">Name of the count.</param>
/// <param name="Least">The count's least value that opens the circuit.</param>
internal sealed record TripCondition(string Count, int Least)
{
    /// <summary>Names of the counts.</summary>
    public static readonly IReadOnlyList<string> Counts =
        ["requests", "totalSuccesses", "totalFailures", "consecutiveSuccesses", "consecutiveFailures"];

    /// <summary>What applies when no condition is given: <c>consecutiveFailures &gt; 5</c>.</summary>
    public static readonly TripCondition Default = new("consecutiveFailures", 6);

    /// <summary>Reads <c>count &gt; n</c> or <c>count &gt;= n</c>; null for everything else.</summary>
    public static TripCondition? TryParse(string expression)
    {
        var sign = expression.IndexOf('>');
        if (sign < 0)
        {
            return null;
        }

        var isInclusive = expression.AsSpan(sign).StartsWith(">=");
        var count = expression[..sign].Trim();
        var least = expression[(sign + (isInclusive ? 2 : 1))..].Trim();
        return Counts.Contains(count, StringComparer.Ordinal) && int.TryParse(least, out var number)
            ? new TripCondition(count, isInclusive ? number : number + 1)
            : null;
    }

    /// <summary>Whether the counts open the circuit.</summary>
    public bool Holds(CallCounts counts) => Least <= Count switch
    {
        "requests" => counts.Requests,
        "totalSuccesses" => counts.TotalSuccesses,
        "totalFailures" => counts.TotalFailures,
        "consecutiveSuccesses" => counts.ConsecutiveSuccesses,
        _ => counts.ConsecutiveFailures,
    };
}

/// <summary>Calls that a circuit breaker has seen since its counts began.</summary>
internal sealed record CallCounts(int Requests, int TotalSuccesses, int TotalFailures, int ConsecutiveSuccesses, int ConsecutiveFailures)
{
    /// <summary>Nothing seen yet.</summary>
    public static readonly CallCounts None = new(0, 0, 0, 0, 0);

    /// <summary>The counts with one more call begun.</summary>
    public CallCounts WithRequest() => this with { Requests = Requests + 1 };

    /// <summary>The counts with one more call ended.</summary>
    public CallCounts With(bool success) => success
        ? this with { TotalSuccesses = TotalSuccesses + 1, ConsecutiveSuccesses = ConsecutiveSuccesses + 1, ConsecutiveFailures = 0 }
        : this with { TotalFailures = TotalFailures + 1, ConsecutiveFailures = ConsecutiveFailures + 1, ConsecutiveSuccesses = 0 };
}
