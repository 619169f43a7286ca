using System.Collections.Concurrent;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Payments.Vault;

/// <summary>
/// AES-256 keys from the secret store: secret <c>vault-key-{keyId}</c>, 32 bytes in base64. To rotate, add the new secret, then point
/// <c>Vault:KeyId</c> at it; the old secret stays until the last card under it is past its time to live.
/// </summary>
internal sealed class VaultKeys(DaprClient dapr, VaultOptions options, TimeProvider time)
{
    private const int KeyBytes = 32;

    private readonly ConcurrentDictionary<string, CachedKey> cache = new(StringComparer.Ordinal);

    public string CurrentKeyId => options.KeyId;

    /// <exception cref="InvalidOperationException">The secret is missing or is not a 256-bit key.</exception>
    public async Task<byte[]> GetAsync(string keyId, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(keyId, out var cached) && time.GetUtcNow() < cached.ExpiresAt)
        {
            return cached.Key;
        }

        var name = $"vault-key-{keyId}";
        var secret = await dapr.GetSecretAsync(Components.SecretStore, name, cancellationToken: cancellationToken);
        // A store of single values answers under the secret's own name, a store of maps (Kubernetes) under the map's keys.
        var encoded = secret.GetValueOrDefault(name) ?? (secret.Count == 1 ? secret.Values.Single() : string.Empty);
        var key = new byte[KeyBytes];
        if (!Convert.TryFromBase64String(encoded, key, out var length) || length != KeyBytes)
        {
            throw new InvalidOperationException($"The secret {name} is not a 256-bit key in base64.");
        }

        cache[keyId] = new CachedKey(key, time.GetUtcNow() + options.KeyLifetime);
        return key;
    }

    private sealed record CachedKey(byte[] Key, DateTimeOffset ExpiresAt);
}
