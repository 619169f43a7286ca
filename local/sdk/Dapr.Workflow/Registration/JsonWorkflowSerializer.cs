using System.Text.Json;
using Dapr.Common.Serialization;

namespace Dapr.Workflow.Serialization;

/// <summary>The former name of <see cref="JsonDaprSerializer"/>.</summary>
[Obsolete("Use JsonDaprSerializer.")]
public sealed class JsonWorkflowSerializer : IWorkflowSerializer
{
    private readonly JsonDaprSerializer serializer;

    /// <summary>Creates a serializer with Web defaults.</summary>
    public JsonWorkflowSerializer() => serializer = new JsonDaprSerializer();

    /// <summary>Creates a serializer with options of its own.</summary>
    /// <param name="options">How to read and write JSON.</param>
    public JsonWorkflowSerializer(JsonSerializerOptions options) => serializer = new JsonDaprSerializer(options);

    /// <inheritdoc/>
    public string Serialize<T>(T value) => serializer.Serialize(value);

    /// <inheritdoc/>
    public string Serialize(object? value, Type? inputType = null) => serializer.Serialize(value, inputType);

    /// <inheritdoc/>
    public T? Deserialize<T>(string? data) => serializer.Deserialize<T>(data);

    /// <inheritdoc/>
    public object? Deserialize(string? data, Type returnType) => serializer.Deserialize(data, returnType);
}
