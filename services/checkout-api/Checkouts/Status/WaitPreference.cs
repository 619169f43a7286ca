using System.Globalization;

namespace Checkout.Api.Checkouts.Status;

/// <summary>The preference <c>wait</c> of the header <c>Prefer</c> (RFC 7240): seconds that the caller is willing to be held.</summary>
internal static class WaitPreference
{
    /// <summary>The seconds asked for, at most <paramref name="limit"/>; null when nothing usable was asked.</summary>
    public static int? Of(IHeaderDictionary headers, TimeSpan limit)
    {
        foreach (var preference in headers.GetCommaSeparatedValues("Prefer"))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2
                && parts[0].Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(parts[1].Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return Math.Min(seconds, (int)limit.TotalSeconds);
            }
        }

        return null;
    }
}
