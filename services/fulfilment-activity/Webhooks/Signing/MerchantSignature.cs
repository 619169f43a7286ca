using System.Security.Cryptography;
using System.Text;

namespace Checkout.Fulfilment.Webhooks.Signing;

/// <summary>Signatures of the Agentic Commerce Protocol: HMAC-SHA256 over <c>timestamp.body</c>, as hex.</summary>
internal static class MerchantSignature
{
    /// <summary>Name of the header.</summary>
    public const string Header = "Merchant-Signature";

    /// <summary>The value of the header: <c>t={seconds since 1970},v1={64 hex digits}</c>.</summary>
    /// <param name="secret">The secret as its receiver has it; its characters are the key.</param>
    /// <param name="sentAt">When the message is sent.</param>
    /// <param name="body">The message as it is sent.</param>
    public static string Of(string secret, DateTimeOffset sentAt, ReadOnlySpan<byte> body)
    {
        var timestamp = WebhookSignature.TimestampOf(sentAt);
        byte[] content = [.. Encoding.UTF8.GetBytes($"{timestamp}."), .. body];
        return $"t={timestamp},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content))}";
    }
}
