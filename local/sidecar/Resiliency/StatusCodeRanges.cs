namespace Checkout.Local.Sidecar.Resiliency;

/// <summary>A list of status codes and ranges of them, as Resiliency writes it: <c>429,502-504</c>.</summary>
/// <param name="ranges">First and last code of each range.</param>
internal sealed class StatusCodeRanges(IReadOnlyList<(int First, int Last)> ranges)
{
    /// <summary>Reads a list.</summary>
    /// <param name="text">Codes and ranges, between commas.</param>
    /// <param name="least">The least code there is.</param>
    /// <param name="greatest">The greatest code there is.</param>
    /// <returns>The list; null if the text is none.</returns>
    public static StatusCodeRanges? TryParse(string text, int least, int greatest)
    {
        var ranges = new List<(int, int)>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !int.TryParse(ends[0], out var first) || !int.TryParse(ends[^1], out var last)
                || first < least || last > greatest || first > last)
            {
                return null;
            }

            ranges.Add((first, last));
        }

        return new StatusCodeRanges(ranges);
    }

    /// <summary>Whether the list has the code.</summary>
    public bool Contains(int code) => ranges.Any(range => code >= range.First && code <= range.Last);
}
