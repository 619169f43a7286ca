using Checkout.Local.Sidecar.Secrets;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>Turns the items of a resource into values: as given, from a secret store, or from the environment.</summary>
/// <param name="secretStores">The secret stores that the app sees, by component name.</param>
internal sealed class ValueResolver(IReadOnlyDictionary<string, ISecretStore> secretStores)
{
    /// <summary>Resolves all items of a component; names are compared without regard to letter case, as daprd does.</summary>
    public IReadOnlyDictionary<string, string> Resolve(Component component)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in component.Items)
        {
            values[item.Name] = Resolve(item, $"spec.metadata.{item.Name}", component.Source.SecretStore);
        }

        return values;
    }

    /// <summary>Resolves the headers of an endpoint.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Resolve(HttpEndpoint endpoint) =>
        [.. endpoint.Headers.Select(header =>
            KeyValuePair.Create(header.Name, Resolve(header, $"spec.headers.{header.Name}", endpoint.Source.SecretStore)))];

    private string Resolve(MetadataItem item, string field, string? secretStore)
    {
        if (item.EnvironmentVariable is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable)
                ?? throw new ResourceException(item.Location, field, $"refers to the environment variable {variable}, which is not set.", "Set it.");
        }

        if (item.SecretName is not { } name)
        {
            return item.Value ?? string.Empty;
        }

        var store = FindStore(item, field, secretStore);
        return item.SecretKey is { } key && store.Get(name)?.TryGetValue(key, out var value) is true
            ? value
            : throw new ResourceException(
                item.Location, field, $"refers to the secret '{name}' (key '{item.SecretKey}'), which the secret store does not hold.", "Add the secret.");
    }

    private ISecretStore FindStore(MetadataItem item, string field, string? name)
    {
        if (name is null && secretStores.Count == 1)
        {
            return secretStores.Values.First();
        }

        return name is not null && secretStores.TryGetValue(name, out var store)
            ? store
            : throw new ResourceException(
                item.Location, field,
                name is null ? "refers to a secret, but the resource names no secret store." : $"refers to the secret store '{name}', which does not exist.",
                "Name a secret store under 'auth.secretStore'.");
    }
}
