using System.Security.Cryptography;
using System.Text;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Fulfilment.Webhooks.Signing;

/// <summary>
/// Makes signing secrets: HKDF-SHA256 (RFC 5869) of a key from the secret store, a random salt, and whose webhook it is. So a secret that
/// leaks says nothing about another, and the state store holds none at all. To rotate the key, add <c>webhook-key-{id}</c> and point
/// <c>Webhooks:KeyId</c> at it; the old one stays while webhooks have secrets from it.
/// </summary>
internal sealed class WebhookSecrets(DaprClient dapr, WebhookOptions options, TimeProvider time)
{
    /// <summary>How a secret is written for people (Standard Webhooks).</summary>
    public const string Prefix = "whsec_";

    private const int SecretBytes = 32;
    private const int SaltBytes = 16;

    private readonly SecretKeys keys = new(dapr, Components.WebhookSecrets, TimeSpan.FromMinutes(5), time);

    /// <summary>A new secret.</summary>
    public SigningSecret New() => new(options.KeyId, RandomNumberGenerator.GetBytes(SaltBytes));

    /// <summary>The bytes of a webhook's secret.</summary>
    /// <exception cref="InvalidOperationException">The key is not in the secret store.</exception>
    public async Task<byte[]> RevealAsync(string tenantId, string webhookId, SigningSecret secret, CancellationToken cancellationToken)
    {
        var key = await keys.GetAsync($"webhook-key-{secret.KeyId}", cancellationToken);
        return HKDF.DeriveKey(
            HashAlgorithmName.SHA256, key, SecretBytes, secret.Salt, Encoding.UTF8.GetBytes($"webhook:{tenantId}:{webhookId}"));
    }

    /// <summary>The secret as the merchant gets it.</summary>
    public async Task<string> WriteAsync(string tenantId, string webhookId, SigningSecret secret, CancellationToken cancellationToken) =>
        Prefix + Convert.ToBase64String(await RevealAsync(tenantId, webhookId, secret, cancellationToken));
}
