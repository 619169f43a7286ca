using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>
/// What <c>Authorization: UWA StoreKey:Signature:Nonce:Timestamp</c> says (urb-it, "Create the Authorization header"). Times are Unix seconds.
/// </summary>
internal sealed record UwaAuthorization(string StoreKey, byte[] Signature, string Nonce, DateTimeOffset Timestamp)
{
    private const string Scheme = "UWA ";
    private const int Parts = 4;
    private const int MaxNonce = 128;

    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out UwaAuthorization? authorization)
    {
        authorization = null;
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || header[Scheme.Length..].Trim().Split(':') is not { Length: Parts } parts
            || parts[2] is not { Length: > 0 and <= MaxNonce } nonce
            || !long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return false;
        }

        var signature = new byte[HMACSHA256.HashSizeInBytes];
        if (!Convert.TryFromBase64String(parts[1], signature, out var length) || length != signature.Length)
        {
            return false;
        }

        authorization = new UwaAuthorization(parts[0], signature, nonce, DateTimeOffset.FromUnixTimeSeconds(seconds));
        return true;
    }
}

/// <summary>urb-it's signature of a request.</summary>
internal static class UwaSignature
{
    /// <summary>
    /// HMAC-SHA256 under the decoded secret, over store key, upper-case method, lower-case URL, timestamp, nonce, and the base64 MD5 of the
    /// body if there is one. MD5 is the vendor's choice; it is the HMAC that guards.
    /// </summary>
    [SuppressMessage("Security", "CA5351", Justification = "Part of the vendor's formula.")]
    public static byte[] Of(byte[] secret, string method, string url, UwaAuthorization authorization, ReadOnlySpan<byte> body)
    {
        var digest = body.IsEmpty ? string.Empty : Convert.ToBase64String(MD5.HashData(body));
        var timestamp = authorization.Timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var message = authorization.StoreKey + method.ToUpperInvariant() + url.ToLowerInvariant() + timestamp + authorization.Nonce + digest;
        return HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(message));
    }
}
