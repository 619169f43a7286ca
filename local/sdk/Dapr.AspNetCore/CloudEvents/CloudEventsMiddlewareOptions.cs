namespace Dapr;

/// <summary>How <c>UseCloudEvents</c> unwraps.</summary>
public class CloudEventsMiddlewareOptions
{
    /// <summary>Whether textual data stays a JSON string (with its quotes) instead of becoming the bare text.</summary>
    public bool SuppressJsonDecodingOfTextPayloads { get; set; }
}
