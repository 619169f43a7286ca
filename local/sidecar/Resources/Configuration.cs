using Checkout.Local.Sidecar.Workflow;
using YamlDotNet.RepresentationModel;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>A Configuration resource, as far as it has an effect here.</summary>
/// <param name="SecretScopes">Which secrets the app may read, by secret store.</param>
/// <param name="Retention">How long finished workflows are kept.</param>
internal sealed record Configuration(IReadOnlyDictionary<string, SecretScope> SecretScopes, RetentionPolicy Retention)
{
    /// <summary>What applies without a Configuration.</summary>
    public static readonly Configuration Default = new(new Dictionary<string, SecretScope>(StringComparer.Ordinal), RetentionPolicy.KeepForEver);

    private static readonly string[] Known =
    [
        "secrets", "tracing", "features", "metric", "metrics", "httpPipeline", "appHttpPipeline", "accessControl", "api", "components", "logging",
        "mtls", "nameResolution", "wasm", "workflow", "actors",
    ];

    /// <summary>Reads the Configuration of a file; what it asks for in vain is added to <paramref name="notices"/>.</summary>
    public static Configuration Read(string file, Notices notices)
    {
        if (!File.Exists(file))
        {
            throw new ResourceException(new(file, null, null), null, "does not exist.", "Correct configFilePath in dapr.yaml, or leave it out.");
        }

        var resource = YamlResource.ReadFile(file).FirstOrDefault(candidate => candidate.Kind is "Configuration")
            ?? throw new ResourceException(new(file, null, null), "kind", "holds no Configuration.", "Write 'kind: Configuration'.");
        foreach (var key in YamlResource.Keys(resource.Spec))
        {
            Check(resource, key, notices);
        }

        var secrets = YamlResource.Mapping(resource.Spec, "secrets") ?? [];
        return new Configuration(
            YamlResource.Sequence(secrets, "scopes").OfType<YamlMappingNode>()
            .ToDictionary(scope => YamlResource.Text(scope, "storeName") ?? string.Empty, SecretScope.Read, StringComparer.Ordinal),
            WorkflowRetention.Read(resource));
    }

    private static void Check(YamlResource resource, YamlScalarNode key, Notices notices)
    {
        var field = $"spec.{key.Value}";
        switch (key.Value)
        {
            case "secrets":
                break;
            case "workflow":
                var workflow = YamlResource.Mapping(resource.Spec, "workflow") ?? [];
                foreach (var setting in YamlResource.Keys(workflow).Where(child => child.Value is not WorkflowRetention.Key))
                {
                    notices.Add(resource.At(setting), $"{field}.{setting.Value}", "has no effect");
                }

                break;
            case "tracing":
                var tracing = YamlResource.Mapping(resource.Spec, "tracing") ?? [];
                foreach (var exporter in YamlResource.Keys(tracing).Where(child => child.Value is not "samplingRate"))
                {
                    notices.Add(resource.At(exporter), $"{field}.{exporter.Value}", "has no effect; the sidecar passes traces on but exports none");
                }

                break;
            case var name when !Known.Contains(name, StringComparer.Ordinal):
                throw resource.Error(key, field, "is not a field of Configuration.", $"Use one of: {string.Join(", ", Known)}.");
            default:
                notices.Add(resource.At(key), field, "has no effect");
                break;
        }
    }
}

/// <summary>Which secrets of one store an app may read.</summary>
/// <param name="AllowedByDefault">Whether what is not listed may be read.</param>
/// <param name="Allowed">Names that may be read; if there are any, only these.</param>
/// <param name="Denied">Names that may not be read.</param>
internal sealed record SecretScope(bool AllowedByDefault, IReadOnlyList<string> Allowed, IReadOnlyList<string> Denied)
{
    /// <summary>Reads one item of <c>spec.secrets.scopes</c>.</summary>
    public static SecretScope Read(YamlMappingNode scope) => new(
        !string.Equals(YamlResource.Text(scope, "defaultAccess"), "deny", StringComparison.OrdinalIgnoreCase),
        Names(scope, "allowedSecrets"),
        Names(scope, "deniedSecrets"));

    /// <summary>Whether the secret may be read.</summary>
    public bool Allows(string secret) =>
        Allowed.Count > 0 ? Allowed.Contains(secret, StringComparer.Ordinal)
        : !Denied.Contains(secret, StringComparer.Ordinal) && AllowedByDefault;

    private static List<string> Names(YamlMappingNode scope, string list) =>
        [.. YamlResource.Sequence(scope, list).OfType<YamlScalarNode>().Select(name => name.Value ?? string.Empty)];
}
