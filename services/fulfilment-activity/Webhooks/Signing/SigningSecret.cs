namespace Checkout.Fulfilment.Webhooks.Signing;

/// <summary>
/// What is stored of a signing secret: not the secret itself, but what it takes to make it again from a key of the secret store, see
/// <see cref="WebhookSecrets"/>.
/// </summary>
/// <param name="KeyId">The key.</param>
/// <param name="Salt">128 random bits.</param>
/// <param name="ValidUntil">After a rotation: when it ceases to sign, UTC; null for the current one.</param>
internal sealed record SigningSecret(string KeyId, byte[] Salt, DateTimeOffset? ValidUntil = null);
