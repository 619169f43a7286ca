namespace Checkout.Local.Psps.Faults;

/// <summary>What goes wrong with the notifications of one PSP, decided once for each. It is used by one loop only.</summary>
/// <param name="provider">The PSP.</param>
/// <param name="faults">Decides.</param>
/// <param name="time">When what is late has its turn.</param>
internal sealed class NotificationFaults(string provider, FaultInjector faults, TimeProvider time)
{
    private readonly Dictionary<long, Decision> decisions = [];

    /// <summary>How often to send a notification.</summary>
    /// <param name="sequence">Its place in the order.</param>
    /// <param name="eventType">What it tells.</param>
    /// <returns>0 for one that goes missing; null while it is held back.</returns>
    public int? CopiesOf(long sequence, string eventType)
    {
        if (!decisions.TryGetValue(sequence, out var decision))
        {
            var fault = faults.OfNotification(provider, eventType);
            var isHeld = fault is FaultKind.Late or FaultKind.Reordered;
            decisions[sequence] = decision = new(fault, isHeld ? time.GetUtcNow() + faults.Plan.LateBy : DateTimeOffset.MinValue);
        }

        return decision switch
        {
            { Fault: FaultKind.Missing } => 0,
            _ when time.GetUtcNow() < decision.Due => null,
            { Fault: FaultKind.Duplicate } => 2,
            _ => 1,
        };
    }

    /// <summary>Forgets a notification that is done with. The reordered ones before it have their turn now.</summary>
    /// <param name="sequence">Its place in the order.</param>
    public void Done(long sequence)
    {
        if (decisions.Remove(sequence, out var decision) && decision.Fault is FaultKind.Missing)
        {
            return;
        }

        foreach (var (earlier, held) in decisions.ToList())
        {
            if (earlier < sequence && held.Fault is FaultKind.Reordered)
            {
                decisions[earlier] = held with { Due = DateTimeOffset.MinValue };
            }
        }
    }

    /// <summary>How long until one that is held back has its turn.</summary>
    /// <returns>Zero when it has it already; null when none is held back.</returns>
    public TimeSpan? UntilNext()
    {
        if (decisions.Count == 0)
        {
            return null;
        }

        var left = decisions.Values.Min(decision => decision.Due) - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private sealed record Decision(FaultKind? Fault, DateTimeOffset Due);
}
