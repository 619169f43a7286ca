using System.Text.Json.Serialization;

namespace Dapr;

/// <summary>Fields of a CloudEvent that a publisher sets itself; the sidecar adds the others.</summary>
public class CloudEvent
{
    /// <summary>Where the event comes from.</summary>
    [JsonPropertyName("source")]
    public Uri? Source { get; init; }

    /// <summary>What has happened.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>What it has happened to.</summary>
    [JsonPropertyName("subject")]
    public string? Subject { get; init; }
}

/// <summary>A CloudEvent with data. Published, it is sent as the event itself and not wrapped in another.</summary>
/// <typeparam name="TData">Type of the data.</typeparam>
/// <param name="data">The data.</param>
public class CloudEvent<TData>(TData data) : CloudEvent
{
    /// <summary>The data.</summary>
    [JsonPropertyName("data")]
    public TData Data { get; } = data;

    /// <summary>Media type of the data: JSON.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; } = "application/json";
}
