using YamlDotNet.RepresentationModel;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>One mapping of a resource: reads typed fields and refuses those that Dapr does not have.</summary>
internal sealed class ResourceFields
{
    private readonly YamlResource resource;
    private readonly YamlMappingNode node;

    private ResourceFields(YamlResource resource, YamlMappingNode node, string path)
    {
        this.resource = resource;
        this.node = node;
        Path = path;
    }

    /// <summary>Where the mapping stands in the resource, such as <c>spec.policies.retries.short</c>.</summary>
    public string Path { get; }

    /// <summary>The part under <c>spec</c>.</summary>
    public static ResourceFields Spec(YamlResource resource) => new(resource, resource.Spec, "spec");

    /// <summary>Refuses every field that is not named here.</summary>
    public ResourceFields Only(params IReadOnlyList<string> known)
    {
        var stray = YamlResource.Keys(node).FirstOrDefault(key => !known.Contains(key.Value, StringComparer.Ordinal));
        return stray is null
            ? this
            : throw resource.Error(
                stray, $"{Path}.{stray.Value}", $"is not a field of {resource.Kind}.", $"Use one of: {string.Join(", ", known)}.");
    }

    /// <summary>Whether the field is there.</summary>
    public bool Has(string field) => YamlResource.Child(node, field) is not null;

    /// <summary>Where a field stands, or the mapping if it is missing.</summary>
    public ResourceLocation Location(string field) => resource.At(YamlResource.Child(node, field) ?? node);

    /// <summary>The fields that are there.</summary>
    public IEnumerable<string> Names => YamlResource.Keys(node).Select(key => key.Value ?? string.Empty);

    /// <summary>The mappings in the list under a field; none if it is missing.</summary>
    public IReadOnlyList<ResourceFields> Items(string field) =>
        [.. List(field).Select((item, index) => item is YamlMappingNode mapping
            ? new ResourceFields(resource, mapping, $"{Path}.{field}[{index}]")
            : throw Error(field, "has an item that is not a mapping.", "Begin each item with '- ' and a name."))];

    /// <summary>The texts in the list under a field; none if it is missing.</summary>
    public IReadOnlyList<string> Texts(string field) =>
        [.. List(field).Select(item => (item as YamlScalarNode)?.Value ?? throw Error(field, "has an item that is no text.", "Write '- text'."))];

    /// <summary>The mapping under a field; empty if the field is missing.</summary>
    public ResourceFields Child(string field) => YamlResource.Child(node, field) switch
    {
        null or YamlScalarNode { Value: null or "" } => new(resource, [], $"{Path}.{field}"),
        YamlMappingNode child => new(resource, child, $"{Path}.{field}"),
        var other => throw resource.Error(other, $"{Path}.{field}", "is not a mapping.", "Write names with a colon, one in a line."),
    };

    /// <summary>Reads a mapping from names to something.</summary>
    public Dictionary<string, T> Named<T>(string field, Func<ResourceFields, T> read)
    {
        var named = Child(field);
        return YamlResource.Keys(named.node).Select(key => key.Value ?? string.Empty)
            .ToDictionary(name => name, name => read(named.Child(name)), StringComparer.Ordinal);
    }

    /// <summary>Reads a mapping from names to durations.</summary>
    public Dictionary<string, TimeSpan> NamedDurations(string field)
    {
        var named = Child(field);
        return YamlResource.Keys(named.node).Select(key => key.Value ?? string.Empty)
            .ToDictionary(name => name, name => named.Duration(name, TimeSpan.Zero), StringComparer.Ordinal);
    }

    /// <summary>The text of a field; null if it is missing or empty.</summary>
    public string? Text(string field) => YamlResource.Text(node, field) is { Length: > 0 } text ? text : null;

    /// <summary>The text of a field that must be there.</summary>
    public string Required(string field) => Text(field) ?? throw Error(field, "is missing.", "Add it.");

    /// <summary>True or false; null if the field is missing.</summary>
    public bool? Flag(string field) =>
        Text(field) is not { } text ? null
        : bool.TryParse(text, out var flag) ? flag
        : throw Error(field, $"'{text}' is neither true nor false.", "Write true or false.");

    /// <summary>Whether the field says <c>allow</c>; null if it is missing. Only <c>deny</c> is the other word for it.</summary>
    public bool? Allows(string field) => Text(field)?.ToUpperInvariant() switch
    {
        null => null,
        "ALLOW" => true,
        "DENY" => false,
        _ => throw Error(field, $"'{Text(field)}' is neither allow nor deny.", "Write allow or deny."),
    };

    /// <summary>A duration such as <c>500ms</c>; <c>0s</c> is one.</summary>
    public TimeSpan Duration(string field, TimeSpan otherwise) =>
        Text(field) is not { } text ? otherwise
        : text is "0" or "0s" ? TimeSpan.Zero
        : !char.IsAsciiDigit(text[^1]) && GoDuration.TryParse(text, out var duration) ? duration
        : throw Error(field, $"'{text}' is not a duration.", "Write for example '500ms', '2s' or '1h'.");

    /// <summary>A whole number that is not below <paramref name="least"/>.</summary>
    public int Number(string field, int otherwise, int least) =>
        Text(field) is not { } text ? otherwise
        : int.TryParse(text, out var number) && number >= least ? number
        : throw Error(field, $"'{text}' is not a whole number from {least} on.", "Write a number.");

    private YamlSequenceNode List(string field) => YamlResource.Child(node, field) switch
    {
        null or YamlScalarNode { Value: null or "" } => [],
        YamlSequenceNode list => list,
        _ => throw Error(field, "is not a list.", "Begin each item with '- '."),
    };

    /// <summary>An error about a field of this mapping.</summary>
    public ResourceException Error(string field, string problem, string remedy) =>
        resource.Error(YamlResource.Child(node, field) ?? node, $"{Path}.{field}", problem, remedy);
}
