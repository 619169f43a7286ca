using Dapr.Client;

namespace Checkout.ServiceDefaults;

/// <summary>Secrets with one value each.</summary>
public static class SecretReading
{
    /// <summary>Reads a secret from the secret store.</summary>
    /// <param name="dapr">The sidecar.</param>
    /// <param name="name">Name of the secret.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>
    /// Its value. A store of single values answers under the secret's own name, a store of maps (Kubernetes) under the map's keys.
    /// </returns>
    /// <exception cref="InvalidOperationException">The secret has no value, or several of which none bears its name.</exception>
    public static async Task<string> ReadSecretAsync(this DaprClient dapr, string name, CancellationToken cancellationToken)
    {
        var secret = await dapr.GetSecretAsync(Components.SecretStore, name, cancellationToken: cancellationToken);
        return secret.GetValueOrDefault(name)
            ?? (secret.Count == 1 ? secret.Values.Single() : throw new InvalidOperationException($"The secret {name} has no value."));
    }
}
