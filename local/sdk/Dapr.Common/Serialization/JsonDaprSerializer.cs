using System.Text.Json;

namespace Dapr.Common.Serialization;

/// <summary>System.Text.Json with Web defaults unless told otherwise; null and empty text stand for each other.</summary>
public sealed class JsonDaprSerializer : IDaprSerializer
{
    private readonly JsonSerializerOptions options;

    /// <summary>Creates a serializer with <see cref="JsonSerializerOptions.Web"/>.</summary>
    public JsonDaprSerializer()
        : this(JsonSerializerOptions.Web)
    {
    }

    /// <summary>Creates a serializer with options of its own.</summary>
    /// <param name="options">How to read and write JSON.</param>
    public JsonDaprSerializer(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <inheritdoc/>
    public string Serialize<T>(T value) => Serialize(value, inputType: null);

    /// <inheritdoc/>
    public string Serialize(object? value, Type? inputType = null) =>
        value is null ? string.Empty : JsonSerializer.Serialize(value, inputType ?? value.GetType(), options);

    /// <inheritdoc/>
    public T? Deserialize<T>(string? data) =>
        string.IsNullOrEmpty(data) ? default : JsonSerializer.Deserialize<T>(data, options);

    /// <inheritdoc/>
    public object? Deserialize(string? data, Type returnType) =>
        string.IsNullOrEmpty(data) ? null : JsonSerializer.Deserialize(data, returnType, options);
}
