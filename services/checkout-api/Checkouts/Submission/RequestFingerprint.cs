using System.Security.Cryptography;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Checkouts.Submission;

/// <summary>
/// Tells whether two requests have the same content without keeping any of it: HMAC-SHA256 of the canonical content under the secret
/// <c>idempotency-key</c>, so that the card is covered and cannot be guessed from the hash.
/// </summary>
internal sealed class RequestFingerprint(DaprClient dapr)
{
    private const string SecretName = "idempotency-key";

    private byte[]? key;

    /// <summary>The fingerprint of <paramref name="canonical"/>, lower-case hex.</summary>
    /// <exception cref="Dapr.DaprException">The secret store did not answer.</exception>
    public async Task<string> OfAsync(ReadOnlyMemory<byte> canonical, CancellationToken cancellationToken)
    {
        key ??= Convert.FromBase64String(
            (await dapr.GetSecretAsync(Components.SecretStore, SecretName, cancellationToken: cancellationToken))[SecretName]);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, canonical.Span));
    }
}
