namespace Checkout.Local.Sidecar.Resources;

/// <summary>A resource file that cannot be used. The message names file, line, resource and field, and says what to do.</summary>
public sealed class ResourceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="location">Where the mistake is.</param>
    /// <param name="field">The field it is about, such as <c>spec.metadata.connectionString</c>; null for the file or resource as a whole.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="innerException">What was met, if anything.</param>
    public ResourceException(ResourceLocation location, string? field, string problem, string remedy, Exception? innerException = null)
        : base(Compose(location, field, problem, remedy), innerException)
    {
        Location = location;
        Field = field;
        Remedy = remedy;
    }

    /// <summary>Where the mistake is.</summary>
    public ResourceLocation Location { get; }

    /// <summary>The field it is about; null for the file or resource as a whole.</summary>
    public string? Field { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    private static string Compose(ResourceLocation location, string? field, string problem, string remedy) =>
        $"{location}{(field is null ? string.Empty : $", field '{field}'")}: {problem} {remedy}";
}

/// <summary>Where a resource, or a part of it, stands.</summary>
/// <param name="File">Path of the YAML file.</param>
/// <param name="Line">Line, counted from 1; null if not known.</param>
/// <param name="Resource">Kind and name, such as <c>Component 'statestore'</c>; null before they are known.</param>
public sealed record ResourceLocation(string File, int? Line, string? Resource)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{File}{(Line is null ? string.Empty : $":{Line}")}{(Resource is null ? string.Empty : $": {Resource}")}";
}
