namespace Checkout.Local.Psps.Faults;

/// <summary>Decides which requests and notifications go wrong, and counts them.</summary>
internal sealed class FaultInjector
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Provider, string Kind), int> places = [];
    private readonly Dictionary<(string Provider, string Kind, string Subject), (int Place, int Seen)> subjects = [];
    private readonly SortedDictionary<string, SortedDictionary<FaultKind, long>> injected = new(StringComparer.Ordinal);

    /// <summary>The plan that counts.</summary>
    public FaultPlan Plan { get; private set; } = FaultPlan.None;

    /// <summary>Begins a run: places and counts start anew.</summary>
    /// <param name="plan">A plan without problems.</param>
    public void Begin(FaultPlan plan)
    {
        lock (gate)
        {
            places.Clear();
            subjects.Clear();
            injected.Clear();
            Plan = plan;
        }
    }

    /// <summary>Ends the run: nothing goes wrong any more. The counts stay to be read.</summary>
    public void End()
    {
        lock (gate)
        {
            Plan = FaultPlan.None;
        }
    }

    /// <summary>How many faults there were since the run began, by PSP and kind.</summary>
    /// <returns>Only what happened.</returns>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<FaultKind, long>> Injected()
    {
        lock (gate)
        {
            return injected.ToDictionary(
                pair => pair.Key,
                IReadOnlyDictionary<FaultKind, long> (pair) => new SortedDictionary<FaultKind, long>(pair.Value),
                StringComparer.Ordinal);
        }
    }

    /// <summary>What happens to a request.</summary>
    /// <param name="point">The call.</param>
    /// <param name="subject">Equal for a repetition: the idempotency key, or the address.</param>
    /// <returns>The fault; null when all goes well.</returns>
    public FaultKind? OfRequest(FaultPoint point, string subject) =>
        Decide(point.Provider, point.Operation, point.Operation, subject, FaultKinds.OfRequests);

    /// <summary>What happens to a notification. It is asked for once.</summary>
    /// <param name="provider">The PSP.</param>
    /// <param name="eventType">What it tells, e.g. <c>CAPTURE</c>.</param>
    /// <returns>The fault; null when all goes well.</returns>
    public FaultKind? OfNotification(string provider, string eventType) =>
        Decide(provider, operation: null, eventType, subject: null, FaultKinds.OfNotifications);

    private FaultKind? Decide(string provider, string? operation, string kind, string? subject, IReadOnlyList<FaultKind> faults)
    {
        lock (gate)
        {
            if (Plan.Rules.Count == 0)
            {
                return null;
            }

            var (place, seen) = Place(provider, kind, subject);
            var left = FaultDraw.Of(Plan.Seed, provider, kind, place, seen);
            foreach (var fault in faults)
            {
                left -= Plan.RateOf(fault, provider, operation);
                if (left < 0)
                {
                    Count(provider, fault);
                    return fault;
                }
            }

            return null;
        }
    }

    private (int Place, int Seen) Place(string provider, string kind, string? subject)
    {
        if (subject is not null && subjects.TryGetValue((provider, kind, subject), out var known))
        {
            return subjects[(provider, kind, subject)] = (known.Place, known.Seen + 1);
        }

        var place = places.GetValueOrDefault((provider, kind));
        places[(provider, kind)] = place + 1;
        if (subject is not null)
        {
            subjects[(provider, kind, subject)] = (place, 0);
        }

        return (place, 0);
    }

    private void Count(string provider, FaultKind fault)
    {
        if (!injected.TryGetValue(provider, out var counts))
        {
            injected[provider] = counts = [];
        }

        counts[fault] = counts.GetValueOrDefault(fault) + 1;
    }
}
