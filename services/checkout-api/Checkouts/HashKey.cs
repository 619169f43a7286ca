using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Checkouts;

/// <summary>The secret <c>idempotency-key</c>, under which this service hashes what it must recognise and nobody else may forge.</summary>
internal sealed class HashKey(DaprClient dapr)
{
    private const string SecretName = "idempotency-key";

    private byte[]? key;

    /// <summary>The key; read once.</summary>
    /// <exception cref="Dapr.DaprException">The secret store did not answer.</exception>
    public async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken) => key ??= Convert.FromBase64String(
        (await dapr.GetSecretAsync(Components.SecretStore, SecretName, cancellationToken: cancellationToken))[SecretName]);
}
