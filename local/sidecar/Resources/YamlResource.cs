using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>One YAML document with <c>apiVersion</c>, <c>kind</c>, <c>metadata.name</c> and <c>spec</c>, and where it stands.</summary>
internal sealed class YamlResource
{
    private static readonly string[] Parts = ["apiVersion", "kind", "metadata", "spec", "scopes", "auth", "status"];

    private readonly YamlMappingNode root;

    private YamlResource(string file, YamlMappingNode root)
    {
        File = file;
        this.root = root;
        var start = new ResourceLocation(file, Line(root), null);
        Kind = Text(root, "kind") ?? throw new ResourceException(start, "kind", "is missing.", "Add it, for example 'kind: Component'.");
        Name = Mapping(root, "metadata") is { } metadata && Text(metadata, "name") is { Length: > 0 } name
            ? name
            : throw new ResourceException(start, "metadata.name", $"is missing in this {Kind}.", "Give the resource a name.");
        Location = start with { Resource = $"{Kind} '{Name}'" };
        if (Keys(root).FirstOrDefault(key => !Parts.Contains(key.Value, StringComparer.Ordinal)) is { } stray)
        {
            throw Error(stray, stray.Value, "is not a part of a resource.", $"Use one of: {string.Join(", ", Parts)}.");
        }

        if (Child(root, "scopes") is { } scopes && (scopes is not YamlSequenceNode list || list.Any(app => app is not YamlScalarNode)))
        {
            throw Error(scopes, "scopes", "is not a list of app IDs.", "Write 'scopes: [app-id]'.");
        }
    }

    public string File { get; }

    public string Kind { get; }

    public string Name { get; }

    public ResourceLocation Location { get; }

    /// <summary>Such as <c>dapr.io/v1alpha1</c>; null when it is missing.</summary>
    public string? ApiVersion => Text(root, "apiVersion");

    /// <summary>The part under <c>spec</c>; empty when there is none.</summary>
    public YamlMappingNode Spec => Mapping(root, "spec") ?? [];

    /// <summary>Apps that may use the resource; empty for all.</summary>
    public IReadOnlyList<string> Scopes => [.. Sequence(root, "scopes").OfType<YamlScalarNode>().Select(scope => scope.Value ?? string.Empty)];

    /// <summary>The secret store that <c>secretKeyRef</c> refers to; null when none is named.</summary>
    public string? SecretStore => Mapping(root, "auth") is { } auth ? Text(auth, "secretStore") : null;

    /// <summary>Whether the app may use the resource.</summary>
    public bool IsVisibleTo(string appId) => Scopes.Count == 0 || Scopes.Contains(appId, StringComparer.Ordinal);

    /// <summary>The location of a node of this resource.</summary>
    public ResourceLocation At(YamlNode node) => Location with { Line = Line(node) };

    /// <summary>An error about a field of this resource.</summary>
    public ResourceException Error(YamlNode? at, string? field, string problem, string remedy) =>
        new(at is null ? Location : At(at), field, problem, remedy);

    /// <summary>Reads all documents of a file; empty ones are left out.</summary>
    public static IReadOnlyList<YamlResource> ReadFile(string file)
    {
        var stream = new YamlStream();
        try
        {
            using var text = System.IO.File.OpenText(file);
            stream.Load(text);
        }
        catch (YamlException e)
        {
            throw new ResourceException(
                new(file, (int)e.Start.Line, null), null, $"is not valid YAML: {e.InnerException?.Message ?? e.Message}.", "Correct the line.", e);
        }

        return [.. stream.Documents.Select(document => document.RootNode).Where(root => root is not YamlScalarNode { Value: null or "" })
            .Select(root => new YamlResource(file, root as YamlMappingNode
                ?? throw new ResourceException(new(file, Line(root), null), null, "is not a resource.", "Write 'apiVersion', 'kind', 'metadata' and 'spec'.")))];
    }

    /// <summary>The child with that name if it is a mapping.</summary>
    public static YamlMappingNode? Mapping(YamlMappingNode node, string name) => Child(node, name) as YamlMappingNode;

    /// <summary>The items of the child with that name; none if it is missing.</summary>
    public static IEnumerable<YamlNode> Sequence(YamlMappingNode node, string name) => Child(node, name) as YamlSequenceNode ?? [];

    /// <summary>The text of the child with that name; null if it is missing or not a scalar.</summary>
    public static string? Text(YamlMappingNode node, string name) => (Child(node, name) as YamlScalarNode)?.Value;

    /// <summary>The child with that name.</summary>
    public static YamlNode? Child(YamlMappingNode node, string name) => node.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;

    /// <summary>The names of a mapping's children.</summary>
    public static IEnumerable<YamlScalarNode> Keys(YamlMappingNode node) => node.Children.Keys.OfType<YamlScalarNode>();

    private static int Line(YamlNode node) => (int)node.Start.Line;
}
