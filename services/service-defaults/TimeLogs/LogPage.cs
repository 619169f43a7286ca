namespace Checkout.ServiceDefaults.TimeLogs;

/// <summary>Something that was written down, and when.</summary>
/// <typeparam name="T">What is written down.</typeparam>
/// <param name="Value">What.</param>
/// <param name="At">When it was written, UTC; no other entry of its log has the same time.</param>
public sealed record LogEntry<T>(T Value, DateTimeOffset At);

/// <summary>
/// One page of a log, a document of the state store. A full page never changes again; the next one continues it.
/// </summary>
/// <param name="Entries">Oldest first; the times grow strictly, within a page and from page to page.</param>
internal sealed record LogPage<T>(IReadOnlyList<LogEntry<T>> Entries)
{
    public static readonly LogPage<T> Empty = new([]);

    public bool IsFull => Entries.Count >= TimeLog.PageCapacity;

    public DateTimeOffset? FirstAt => Entries.Count == 0 ? null : Entries[0].At;

    public DateTimeOffset? LastAt => Entries.Count == 0 ? null : Entries[^1].At;

    /// <summary>The page with more entries, each at a time of its own: now, or just after the one before if clocks disagree.</summary>
    public LogPage<T> With(IEnumerable<T> values, DateTimeOffset now, DateTimeOffset after)
    {
        var entries = Entries.ToList();
        var last = LastAt ?? after;
        foreach (var value in values)
        {
            last = now > last ? now : last.AddTicks(1);
            entries.Add(new LogEntry<T>(value, last));
        }

        return new LogPage<T>(entries);
    }
}

/// <summary>Where to look for the end of a log.</summary>
/// <param name="Page">Number of a page that exists or is the next to be written.</param>
/// <param name="After">Time of the last entry before that page.</param>
internal sealed record LogHead(long Page, DateTimeOffset After);
