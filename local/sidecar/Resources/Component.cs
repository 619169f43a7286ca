namespace Checkout.Local.Sidecar.Resources;

/// <summary>A Component resource, checked: its type is supported and its fields are those of the type.</summary>
/// <param name="Name">Component name.</param>
/// <param name="Type">Such as <c>state.sqlite</c>.</param>
/// <param name="Version">The type's version, such as <c>v1</c>.</param>
/// <param name="Items">Fields of <c>spec.metadata</c>.</param>
/// <param name="Source">The resource it was read from.</param>
internal sealed record Component(string Name, string Type, string Version, IReadOnlyList<MetadataItem> Items, YamlResource Source)
{
    private static readonly string[] Fields = ["type", "version", "metadata"];
    private static readonly string[] UnusedFields = ["ignoreErrors", "initTimeout"];

    /// <summary>Reads a component; what it asks for in vain is added to <paramref name="notices"/>.</summary>
    /// <returns>The component; null if its building block is not supported.</returns>
    public static Component? Read(YamlResource resource, Notices notices)
    {
        var type = YamlResource.Text(resource.Spec, "type")
            ?? throw resource.Error(resource.Spec, "spec.type", "is missing.", "Name the type, for example 'type: state.sqlite'.");
        ComponentType? known;
        try
        {
            known = ComponentTypes.Find(type);
        }
        catch (KeyNotFoundException e)
        {
            throw resource.Error(YamlResource.Child(resource.Spec, "type"), "spec.type", $"'{type}' is not a type that this sidecar has.", e.Message);
        }

        if (known is null)
        {
            notices.Add(resource.Location, "spec.type", $"components of type {type} are not supported; the component is not loaded");
            return null;
        }

        CheckSpec(resource, notices);
        CheckVersion(resource, type, known.Version);
        var items = MetadataItem.ReadAll(resource, "metadata");
        CheckFields(resource, type, known, items, notices);
        return new Component(resource.Name, type, known.Version, items, resource);
    }

    private static void CheckSpec(YamlResource resource, Notices notices)
    {
        foreach (var key in YamlResource.Keys(resource.Spec).Where(key => !Fields.Contains(key.Value, StringComparer.Ordinal)))
        {
            if (!UnusedFields.Contains(key.Value, StringComparer.Ordinal))
            {
                throw resource.Error(key, $"spec.{key.Value}", "is not a field of Component.", $"Use one of: {string.Join(", ", Fields)}.");
            }

            notices.Add(resource.At(key), $"spec.{key.Value}", "has no effect; a component that cannot be used stops the start");
        }
    }

    private static void CheckVersion(YamlResource resource, string type, string supported)
    {
        var version = YamlResource.Text(resource.Spec, "version");
        if (!string.Equals(version, supported, StringComparison.Ordinal))
        {
            throw resource.Error(
                YamlResource.Child(resource.Spec, "version"), "spec.version",
                version is null ? "is missing." : $"'{version}' of {type} is not known.", $"Write 'version: {supported}'.");
        }
    }

    private static void CheckFields(
        YamlResource resource, string type, ComponentType known, IReadOnlyList<MetadataItem> items, Notices notices)
    {
        foreach (var item in items)
        {
            var field = $"spec.metadata.{item.Name}";
            if (known.Unused.Contains(item.Name, StringComparer.OrdinalIgnoreCase))
            {
                notices.Add(item.Location, field, "has no effect");
            }
            else if (known.Refused.Contains(item.Name, StringComparer.OrdinalIgnoreCase))
            {
                throw new ResourceException(item.Location, field, $"is a field of {type} that this sidecar does not have.", "Leave it out.");
            }
            else if (!known.Required.Concat(known.Optional).Contains(item.Name, StringComparer.OrdinalIgnoreCase))
            {
                throw new ResourceException(
                    item.Location, field, $"is not a field of {type}.", $"Use one of: {string.Join(", ", known.Required.Concat(known.Optional))}.");
            }
        }

        if (known.Required.FirstOrDefault(name => !items.Any(item => item.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } missing)
        {
            throw resource.Error(resource.Spec, $"spec.metadata.{missing}", $"is missing; {type} needs it.", "Add it under spec.metadata.");
        }
    }
}
