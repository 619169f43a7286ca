using System.Text.RegularExpressions;

namespace Checkout.Api.Checkouts;

/// <summary>Names an order to its merchant: <c>trk_</c> and a ULID. It is also the workflow ID and our reference at the PSP.</summary>
internal static partial class TrackingNumber
{
    public static string New(DateTimeOffset now) => $"trk_{Ulid.New(now)}";

    public static bool IsValid(string value) => Pattern().IsMatch(value);

    [GeneratedRegex(@"^trk_[0-9A-HJKMNP-TV-Z]{26}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
