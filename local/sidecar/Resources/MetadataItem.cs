using YamlDotNet.RepresentationModel;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>A named value of a resource: given as it is, from a secret, or from the environment.</summary>
/// <param name="Name">Field name.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Value">The value as given; null if it comes from elsewhere.</param>
/// <param name="SecretName">Name of the secret that holds it.</param>
/// <param name="SecretKey">Key within the secret.</param>
/// <param name="EnvironmentVariable">Environment variable that holds it.</param>
internal sealed record MetadataItem(
    string Name, ResourceLocation Location, string? Value, string? SecretName, string? SecretKey, string? EnvironmentVariable)
{
    private static readonly string[] Known = ["name", "value", "secretKeyRef", "envRef"];

    /// <summary>Reads a list of such items.</summary>
    /// <param name="resource">The resource they belong to.</param>
    /// <param name="list">Name of the list below <c>spec</c>: <c>metadata</c> or <c>headers</c>.</param>
    /// <returns>The items in order.</returns>
    /// <exception cref="ResourceException">It is no list, or an item of it is not one.</exception>
    public static IReadOnlyList<MetadataItem> ReadAll(YamlResource resource, string list) =>
        YamlResource.Child(resource.Spec, list) is { } other and not (YamlSequenceNode or YamlScalarNode { Value: null or "" })
            ? throw resource.Error(other, $"spec.{list}", "is not a list.", "Write '- name: …' with 'value: …'.")
            : [.. YamlResource.Sequence(resource.Spec, list).Select(node => Read(resource, $"spec.{list}", node))];

    private static MetadataItem Read(YamlResource resource, string path, YamlNode node)
    {
        if (node is not YamlMappingNode item || YamlResource.Text(item, "name") is not { Length: > 0 } name)
        {
            throw resource.Error(node, path, "has an item without a name.", "Write '- name: …' with 'value: …'.");
        }

        var stray = YamlResource.Keys(item).FirstOrDefault(key => !Known.Contains(key.Value, StringComparer.Ordinal));
        if (stray is not null)
        {
            throw resource.Error(stray, $"{path}.{name}", $"has an unknown part '{stray.Value}'.", $"Use one of: {string.Join(", ", Known)}.");
        }

        var secret = YamlResource.Mapping(item, "secretKeyRef");
        var secretName = secret is null ? null : YamlResource.Text(secret, "name");
        if (secret is not null && secretName is null)
        {
            throw resource.Error(secret, $"{path}.{name}.secretKeyRef", "names no secret.", "Write 'secretKeyRef: { name: …, key: … }'.");
        }

        return new MetadataItem(
            name,
            resource.At(item),
            YamlResource.Text(item, "value"),
            secretName,
            secret is null ? null : YamlResource.Text(secret, "key") ?? secretName,
            YamlResource.Text(item, "envRef"));
    }
}
