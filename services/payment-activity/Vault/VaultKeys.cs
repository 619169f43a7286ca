using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Vault;

/// <summary>
/// AES-256 keys from the secret store: secret <c>vault-key-{keyId}</c>, 32 bytes in base64. To rotate, add the new secret, then point
/// <c>Vault:KeyId</c> at it; the old secret stays until the last card under it is past its time to live.
/// </summary>
internal sealed class VaultKeys(DaprClient dapr, VaultOptions options, TimeProvider time)
{
    private readonly SecretKeys keys = new(dapr, Components.SecretStore, options.KeyLifetime, time);

    public string CurrentKeyId => options.KeyId;

    /// <exception cref="InvalidOperationException">The secret is missing or is not a 256-bit key.</exception>
    public Task<byte[]> GetAsync(string keyId, CancellationToken cancellationToken) =>
        keys.GetAsync($"vault-key-{keyId}", cancellationToken);
}
