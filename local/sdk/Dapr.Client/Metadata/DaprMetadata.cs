namespace Dapr.Client;

/// <summary>What the sidecar says about itself.</summary>
/// <param name="id">App ID of the sidecar.</param>
/// <param name="actors">Actor types and how many are active.</param>
/// <param name="extended">Attributes, also those set through <see cref="DaprClient.SetMetadataAsync"/>.</param>
/// <param name="components">Components that are loaded.</param>
public sealed class DaprMetadata(
    string id,
    IReadOnlyList<DaprActorMetadata> actors,
    IReadOnlyDictionary<string, string> extended,
    IReadOnlyList<DaprComponentsMetadata> components)
{
    /// <summary>App ID of the sidecar.</summary>
    public string Id { get; } = id;

    /// <summary>Actor types and how many are active.</summary>
    public IReadOnlyList<DaprActorMetadata> Actors { get; } = actors;

    /// <summary>Attributes, also those set through <see cref="DaprClient.SetMetadataAsync"/>.</summary>
    public IReadOnlyDictionary<string, string> Extended { get; } = extended;

    /// <summary>Components that are loaded.</summary>
    public IReadOnlyList<DaprComponentsMetadata> Components { get; } = components;
}

/// <summary>An actor type of the app.</summary>
/// <param name="type">Its name.</param>
/// <param name="count">How many are active.</param>
public sealed class DaprActorMetadata(string type, int count)
{
    /// <summary>Its name.</summary>
    public string Type { get; } = type;

    /// <summary>How many are active.</summary>
    public int Count { get; } = count;
}

/// <summary>A component that the sidecar has loaded.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">Its type, e.g. <c>state.sqlite</c>.</param>
/// <param name="version">Its version, e.g. <c>v1</c>.</param>
/// <param name="capabilities">What it can do, e.g. <c>ETAG</c>.</param>
public sealed class DaprComponentsMetadata(string name, string type, string version, string[] capabilities)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its type, e.g. <c>state.sqlite</c>.</summary>
    public string Type { get; } = type;

    /// <summary>Its version, e.g. <c>v1</c>.</summary>
    public string Version { get; } = version;

    /// <summary>What it can do, e.g. <c>ETAG</c>.</summary>
    public string[] Capabilities { get; } = capabilities;
}
