using System.Security.Cryptography;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>
/// Tells whether two requests have the same content without keeping any of it: HMAC-SHA256 of the canonical content, so that the card is
/// covered and cannot be guessed from the hash.
/// </summary>
internal sealed class RequestFingerprint(HashKey key)
{
    /// <summary>The fingerprint of <paramref name="canonical"/>, lower-case hex.</summary>
    /// <exception cref="Dapr.DaprException">The secret store did not answer.</exception>
    public async Task<string> OfAsync(ReadOnlyMemory<byte> canonical, CancellationToken cancellationToken)
    {
        var secret = await key.GetAsync(cancellationToken);
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, canonical.Span));
    }
}
