using System.Security.Cryptography;
using System.Text;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>Tells long texts apart within an idempotency key, which Adyen limits to 64 characters.</summary>
internal static class ShortHash
{
    private const int Bytes = 10;

    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
}
