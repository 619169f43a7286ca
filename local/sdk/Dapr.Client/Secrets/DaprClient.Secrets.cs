namespace Dapr.Client;

public abstract partial class DaprClient
{
    /// <summary>Reads a secret.</summary>
    /// <param name="storeName">The secret store component.</param>
    /// <param name="key">Name of the secret.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The entries of the secret by name; usually one, under the key itself.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<Dictionary<string, string>> GetSecretAsync(
        string storeName, string key, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default);

    /// <summary>Reads all secrets that the app may see.</summary>
    /// <param name="storeName">The secret store component.</param>
    /// <param name="metadata">What the component takes besides, e.g. <c>ttlInSeconds</c>.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The secrets by name, their entries by name.</returns>
    /// <exception cref="DaprException">The sidecar did not do it.</exception>
    public abstract Task<Dictionary<string, Dictionary<string, string>>> GetBulkSecretAsync(
        string storeName, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default);
}
