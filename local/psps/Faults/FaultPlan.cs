namespace Checkout.Local.Psps.Faults;

/// <summary>Which faults happen how often; section <c>Faults</c>, or <c>PUT /faults</c> while the simulation runs.</summary>
internal sealed record FaultPlan
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new();

    /// <summary>Decides together with a request's or a notification's place in the run: the same seed repeats the same faults.</summary>
    public int Seed { get; init; }

    /// <summary>The probabilities. For each kind the first rule counts that fits and names it.</summary>
    public IReadOnlyList<FaultRule> Rules { get; init; } = [];

    /// <summary>How long a slow answer takes.</summary>
    public TimeSpan SlowFor { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a late notification waits, and a reordered one at most.</summary>
    public TimeSpan LateBy { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Value of <c>Retry-After</c>, whole seconds.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    /// <summary>The probability of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="provider">The PSP.</param>
    /// <param name="operation">The call; null for a notification.</param>
    /// <returns>0 to 1.</returns>
    public double RateOf(FaultKind kind, string provider, string? operation) => Rules
        .Where(rule => rule.Fits(provider, operation) && rule.Rates.ContainsKey(kind))
        .Select(rule => rule.Rates[kind])
        .FirstOrDefault();

    /// <summary>What is wrong with the plan.</summary>
    /// <param name="points">The calls that can fail.</param>
    /// <returns>For people; empty for a good plan.</returns>
    public IEnumerable<string> Problems(IReadOnlyCollection<FaultPoint> points)
    {
        if (SlowFor < TimeSpan.Zero || SlowFor > LongestWait || LateBy < TimeSpan.Zero || LateBy > LongestWait)
        {
            yield return $"slowFor and lateBy must be 0 to {LongestWait}.";
        }

        if (RetryAfterSeconds < 0)
        {
            yield return "retryAfterSeconds must not be negative.";
        }

        foreach (var problem in Rules.SelectMany(rule => rule.Problems(points)))
        {
            yield return problem;
        }
    }
}

/// <summary>Probabilities at one PSP or at one of its calls.</summary>
internal sealed record FaultRule
{
    /// <summary>The PSP, e.g. <c>stripe</c>; null for all.</summary>
    public string? Provider { get; init; }

    /// <summary>
    /// The call as the PSP documents it, e.g. <c>POST /v1/payment_intents/{id}/capture</c>; null for all calls and notifications.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>Probability of each kind, 0 to 1.</summary>
    public IReadOnlyDictionary<FaultKind, double> Rates { get; init; } = new Dictionary<FaultKind, double>();

    /// <summary>Whether the rule is about a call, or about notifications when <paramref name="operation"/> is null.</summary>
    public bool Fits(string provider, string? operation) => IsFor(Provider, provider) && IsFor(Operation, operation);

    /// <summary>What is wrong with the rule: one that never fits is a mistake.</summary>
    public IEnumerable<string> Problems(IReadOnlyCollection<FaultPoint> points)
    {
        if (!points.Any(point => Fits(point.Provider, point.Operation)))
        {
            yield return $"There is no call '{Operation ?? "any"}' at '{Provider ?? "any"}'.";
        }

        if (Rates.Values.Any(rate => !(rate is >= 0 and <= 1)))
        {
            yield return "A probability is 0 to 1.";
        }

        if (Operation is not null && FaultKinds.OfNotifications.Any(Rates.ContainsKey))
        {
            yield return "Notifications belong to no operation: leave it out.";
        }
    }

    private static bool IsFor(string? asked, string? actual) =>
        asked is null || string.Equals(asked, actual, StringComparison.OrdinalIgnoreCase);
}
