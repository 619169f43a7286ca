using System.Globalization;

namespace Checkout.Local.Psps.Ledger;

/// <summary>Time in the ledger file: RFC 3339, UTC, so that text order is time order.</summary>
internal static class Timestamps
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>Writes a time.</summary>
    /// <returns>E.g. <c>2026-11-21T14:00:00.0000000Z</c>.</returns>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>The time, UTC.</returns>
    public static DateTimeOffset Read(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
