using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Checkout.Api.Checkouts;

/// <summary>Signs addresses that are given to browsers, so that nobody who merely knows what they are about can use them.</summary>
internal sealed class AddressSignature(HashKey key)
{
    /// <summary>Query parameter with the signature.</summary>
    public const string Parameter = "state";

    private const int SignatureBytes = 16;

    /// <summary>The signature, for a query.</summary>
    /// <param name="purpose">What the address does.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<string> SignAsync(string purpose, string subject, CancellationToken cancellationToken)
    {
        var secret = await key.GetAsync(cancellationToken);
        var signature = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{purpose}:{subject}"));
        return Base64Url.EncodeToString(signature.AsSpan(0, SignatureBytes));
    }

    /// <summary>Whether we have signed it.</summary>
    public async Task<bool> IsOursAsync(string purpose, string subject, string? signature, CancellationToken cancellationToken)
    {
        var ours = await SignAsync(purpose, subject, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature ?? string.Empty), Encoding.UTF8.GetBytes(ours));
    }
}
