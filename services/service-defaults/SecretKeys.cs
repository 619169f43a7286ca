using System.Collections.Concurrent;
using Dapr.Client;

namespace Checkout.ServiceDefaults;

/// <summary>256-bit keys from a secret store, each read again after a while.</summary>
/// <param name="dapr">The client.</param>
/// <param name="store">The secret store component.</param>
/// <param name="lifetime">How long a key is used before it is read again.</param>
/// <param name="time">The clock for that.</param>
public sealed class SecretKeys(DaprClient dapr, string store, TimeSpan lifetime, TimeProvider time)
{
    private const int KeyBytes = 32;

    private readonly ConcurrentDictionary<string, CachedKey> cache = new(StringComparer.Ordinal);

    /// <summary>Reads a key.</summary>
    /// <param name="name">The secret: 32 bytes in base64.</param>
    /// <param name="cancellationToken">Gives the read up.</param>
    /// <returns>The key; not to be changed.</returns>
    /// <exception cref="InvalidOperationException">The secret is missing or is not a 256-bit key.</exception>
    public async Task<byte[]> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(name, out var cached) && time.GetUtcNow() < cached.ExpiresAt)
        {
            return cached.Key;
        }

        var secret = await dapr.GetSecretAsync(store, name, cancellationToken: cancellationToken);
        // A store of single values answers under the secret's own name, a store of maps (Kubernetes) under the map's keys.
        var encoded = secret.GetValueOrDefault(name) ?? (secret.Count == 1 ? secret.Values.Single() : string.Empty);
        var key = new byte[KeyBytes];
        if (!Convert.TryFromBase64String(encoded, key, out var length) || length != KeyBytes)
        {
            throw new InvalidOperationException($"The secret {name} is not a 256-bit key in base64.");
        }

        cache[name] = new CachedKey(key, time.GetUtcNow() + lifetime);
        return key;
    }

    private sealed record CachedKey(byte[] Key, DateTimeOffset ExpiresAt);
}
