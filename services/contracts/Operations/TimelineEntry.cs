namespace Checkout.Contracts.Operations;

/// <summary>One line of an order's timeline, for operators. It holds no card data, name or address.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Step">What was done or heard, e.g. <c>authorize</c>, <c>capture</c>, <c>psp-event</c>.</param>
/// <param name="Outcome">What came of it, e.g. <c>Authorized</c>, <c>Unknown</c>, <c>sent</c>.</param>
/// <param name="Provider">The PSP, where there is one.</param>
/// <param name="Number">Number of the attempt.</param>
/// <param name="Code">The PSP's answer code or our reason code.</param>
/// <param name="Times">How often the same came in a row.</param>
/// <param name="LastAt">When it came for the last time; null when it came once.</param>
public sealed record TimelineEntry(
    DateTimeOffset At,
    string Step,
    string Outcome,
    string? Provider = null,
    int? Number = null,
    string? Code = null,
    int Times = 1,
    DateTimeOffset? LastAt = null);

/// <summary>Grows timelines within bounds.</summary>
public static class Timeline
{
    /// <summary>Entries that are kept of one order: the first half of it for ever, then the newest.</summary>
    public const int Limit = 100;

    /// <summary>The timeline with one more entry; what repeats itself is counted instead.</summary>
    /// <param name="timeline">So far.</param>
    /// <param name="entry">What happened.</param>
    /// <returns>The longer timeline.</returns>
    public static IReadOnlyList<TimelineEntry> With(this IReadOnlyList<TimelineEntry> timeline, TimelineEntry entry)
    {
        if (timeline is [.., var last] && last with { At = entry.At, Times = 1, LastAt = null } == entry)
        {
            return [.. timeline.SkipLast(1), last with { Times = last.Times + 1, LastAt = entry.At }];
        }

        return timeline.Count < Limit
            ? [.. timeline, entry]
            : [.. timeline.Take(Limit / 2), .. timeline.Skip((Limit / 2) + 1), entry];
    }
}
