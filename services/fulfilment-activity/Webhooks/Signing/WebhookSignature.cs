using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Checkout.Fulfilment.Webhooks.Signing;

/// <summary>Signatures by the Standard Webhooks scheme, version 1: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
internal static class WebhookSignature
{
    /// <summary>The value of <c>webhook-signature</c>: one signature for each secret, with spaces between.</summary>
    /// <param name="secrets">The current one first.</param>
    /// <param name="messageId">The value of <c>webhook-id</c>; it has no dot.</param>
    /// <param name="sentAt">The value of <c>webhook-timestamp</c>.</param>
    /// <param name="body">The message as it is sent.</param>
    public static string Of(IEnumerable<byte[]> secrets, string messageId, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{messageId}.{TimestampOf(sentAt)}."), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, content))}"));
    }

    /// <summary>Seconds since 1970.</summary>
    public static string TimestampOf(DateTimeOffset sentAt) => sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
