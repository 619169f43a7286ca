using System.Text.Json;
using Checkout.Local.Sidecar.Secrets;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>The secret stores of a run; a component is opened once.</summary>
/// <param name="baseDirectory">What relative paths start from.</param>
internal sealed class RunSecretStores(string baseDirectory)
{
    private readonly Dictionary<Component, ISecretStore> opened = new(ReferenceEqualityComparer.Instance);

    /// <summary>The secret stores among an app's components, by name.</summary>
    /// <exception cref="ResourceException">A file of secrets cannot be read.</exception>
    public Dictionary<string, ISecretStore> Of(IEnumerable<Component> components) =>
        components.Where(component => component.Type.StartsWith("secretstores.", StringComparison.Ordinal))
            .ToDictionary(component => component.Name, Open, StringComparer.Ordinal);

    private ISecretStore Open(Component component)
    {
        if (opened.TryGetValue(component, out var store))
        {
            return store;
        }

        var values = new ValueResolver(new Dictionary<string, ISecretStore>(StringComparer.Ordinal)).Resolve(component);
        return opened[component] = component.Type is "secretstores.local.env"
            ? new EnvironmentSecretStore(values.GetValueOrDefault("prefix", string.Empty))
            : OpenFile(component, values);
    }

    private FileSecretStore OpenFile(Component component, IReadOnlyDictionary<string, string> values)
    {
        var file = Path.GetFullPath(values["secretsFile"], baseDirectory);
        try
        {
            return new FileSecretStore(file, values.GetValueOrDefault("nestedSeparator", ":"), ComponentValue.IsTrue(values, "multiValued"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw component.Source.Error(
                null, "spec.metadata.secretsFile", $"names {file}, which cannot be read: {e.Message}", "Write a JSON object of secrets there.");
        }
    }
}
