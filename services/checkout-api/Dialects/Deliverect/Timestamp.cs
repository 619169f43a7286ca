using System.Globalization;

namespace Checkout.Api.Dialects.Deliverect;

/// <summary>Times as Deliverect writes them: microseconds and <c>+00:00</c>.</summary>
internal static class Timestamp
{
    public static string Of(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
}
