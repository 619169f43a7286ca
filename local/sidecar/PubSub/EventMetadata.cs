using Checkout.Local.Sidecar.Resources;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.PubSub;

/// <summary>The metadata of a published event: names that mean something to Dapr, and where they come from.</summary>
internal static class EventMetadata
{
    /// <summary>Asks for the payload to go out, or to come in, without a CloudEvent around it.</summary>
    public const string RawPayload = "rawPayload";

    /// <summary>Start of the names that override a field of the CloudEvent, such as <c>cloudevent.type</c>.</summary>
    public const string OverridePrefix = "cloudevent.";

    private static readonly TimeSpan Ever = TimeSpan.FromDays(365_000);

    private const string QueryPrefix = "metadata.";

    /// <summary>No metadata.</summary>
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Metadata given in the query, as <c>metadata.name=value</c>.</summary>
    public static IReadOnlyDictionary<string, string> FromQuery(IQueryCollection query) => query
        .Where(item => item.Key.StartsWith(QueryPrefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(item => item.Key[QueryPrefix.Length..], item => item.Value.ToString(), StringComparer.Ordinal);

    /// <summary>The value of a name, whatever its letter case; null if it is not there.</summary>
    public static string? Find(IReadOnlyDictionary<string, string> metadata, string name) =>
        metadata.FirstOrDefault(item => item.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Whether the event has no CloudEvent around it.</summary>
    public static bool IsRaw(IReadOnlyDictionary<string, string> metadata) =>
        IsTrue(Find(metadata, RawPayload));

    /// <summary>Whether a value says yes, in one of daprd's ways.</summary>
    public static bool IsTrue(string? value) => value?.ToUpperInvariant() is "TRUE" or "T" or "YES" or "Y" or "ON" or "1";

    /// <summary>How long the event is worth delivering; null for ever, also if the text is no number of seconds and no duration.</summary>
    public static TimeSpan? TimeToLive(IReadOnlyDictionary<string, string> metadata) =>
        (Find(metadata, "ttl") ?? Find(metadata, "ttlInSeconds")) is { } text && GoDuration.TryParse(text, out var duration) && duration < Ever
            ? duration
            : null;

    /// <summary>All of <paramref name="common"/>, and over it all of <paramref name="own"/>.</summary>
    public static IReadOnlyDictionary<string, string> Merge(IReadOnlyDictionary<string, string> common, IReadOnlyDictionary<string, string> own)
    {
        var merged = new Dictionary<string, string>(common, StringComparer.Ordinal);
        foreach (var (name, value) in own)
        {
            merged[name] = value;
        }

        return merged;
    }
}
