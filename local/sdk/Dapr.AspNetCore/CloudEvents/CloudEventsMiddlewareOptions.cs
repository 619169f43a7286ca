namespace Dapr;

/// <summary>How <c>UseCloudEvents</c> unwraps.</summary>
public class CloudEventsMiddlewareOptions
{
    /// <summary>Whether textual data stays a JSON string (with its quotes) instead of becoming the bare text.</summary>
    public bool SuppressJsonDecodingOfTextPayloads { get; set; }

    /// <summary>Whether the event's other fields become headers: <c>Cloudevent.type</c>, <c>Cloudevent.id</c> and so on.</summary>
    public bool ForwardCloudEventPropertiesAsHeaders { get; set; }

    /// <summary>The fields that become headers; null for all but <see cref="ExcludedCloudEventPropertiesFromHeaders"/>.</summary>
    public string[]? IncludedCloudEventPropertiesAsHeaders { get; set; }

    /// <summary>Fields that do not become headers.</summary>
    public string[]? ExcludedCloudEventPropertiesFromHeaders { get; set; }
}
