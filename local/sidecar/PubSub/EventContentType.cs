namespace Checkout.Local.Sidecar.PubSub;

/// <summary>Kinds of content that decide how data is put into a CloudEvent.</summary>
internal static class EventContentType
{
    /// <summary>A CloudEvent as JSON.</summary>
    public const string CloudEvent = "application/cloudevents+json";

    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Bytes.</summary>
    public const string Binary = "application/octet-stream";

    /// <summary>What data is taken for when the publisher does not say.</summary>
    public const string Default = "text/plain";

    /// <summary>Whether a content type is the given one, with or without parameters.</summary>
    public static bool Is(string? contentType, string expected) =>
        contentType?.Split(';', 2)[0].Trim().Equals(expected, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>Whether it is text that stands in a CloudEvent as a string.</summary>
    public static bool IsText(string? contentType) =>
        contentType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) is true || Is(contentType, "application/xml");
}
