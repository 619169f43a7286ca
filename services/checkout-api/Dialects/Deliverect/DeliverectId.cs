using System.Security.Cryptography;
using Checkout.Api.Checkouts;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect;

/// <summary>Names in paths. Ours are sessions and orders; Deliverect's own are 24 hex digits, and so are those of payments here.</summary>
internal static class DeliverectId
{
    private const int Bytes = 12;

    /// <summary>A name that nobody can guess.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);

    /// <summary>A name derived from another one.</summary>
    public static string From(string name) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, Bytes));

    /// <summary>Whether anything could have this name.</summary>
    public static bool IsPossible(string id) => CheckoutSession.IsId(id) || TrackingNumber.IsValid(id) || IsObjectId(id);

    private static bool IsObjectId(string id) => id.Length == 2 * Bytes && id.All(char.IsAsciiHexDigit);
}
