namespace Checkout.Api.Checkouts.Changes;

/// <summary>
/// One page of a tenant's log of changes, a document of the state store. A full page never changes again; the next one continues it.
/// </summary>
/// <param name="Changes">Oldest first; the times grow strictly, within a page and from page to page.</param>
internal sealed record ChangePage(IReadOnlyList<Change> Changes)
{
    /// <summary>From so many changes on a page is full. A batch may overfill it.</summary>
    public const int Capacity = 100;

    public static readonly ChangePage Empty = new([]);

    public bool IsFull => Changes.Count >= Capacity;

    public DateTimeOffset? FirstAt => Changes.Count == 0 ? null : Changes[0].At;

    public DateTimeOffset? LastAt => Changes.Count == 0 ? null : Changes[^1].At;

    /// <summary>State key of a page.</summary>
    public static string KeyOf(string tenantId, long number) => $"changes-{tenantId}:{number}";

    /// <summary>State key of the number of a page that is the last or shortly before it.</summary>
    public static string HeadKeyOf(string tenantId) => $"changes-{tenantId}";

    /// <summary>The page with more changes, each at a time of its own: now, or just after the one before if clocks disagree.</summary>
    public ChangePage With(IEnumerable<string> trackingNumbers, DateTimeOffset now, DateTimeOffset after)
    {
        var changes = Changes.ToList();
        var last = LastAt ?? after;
        foreach (var trackingNumber in trackingNumbers)
        {
            last = now > last ? now : last.AddTicks(1);
            changes.Add(new Change(trackingNumber, last));
        }

        return new ChangePage(changes);
    }
}

/// <summary>An order has changed.</summary>
/// <param name="TrackingNumber">Which.</param>
/// <param name="At">When it was written down, UTC; no other change of the tenant has the same time.</param>
internal sealed record Change(string TrackingNumber, DateTimeOffset At);

/// <summary>Where to look for the end of a log.</summary>
/// <param name="Page">Number of a page that exists or is the next to be written.</param>
/// <param name="After">Time of the last change before that page.</param>
internal sealed record ChangeHead(long Page, DateTimeOffset After);
