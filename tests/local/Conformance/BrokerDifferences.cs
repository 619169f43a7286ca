using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>
/// What RabbitMQ does other than the Redis of the recordings, by what daprd's component does: it carries no metadata of a publish to the
/// subscribers, and sees to times to live itself.
/// </summary>
internal static class BrokerDifferences
{
    /// <summary>Headers of an event that are no metadata.</summary>
    private static readonly HashSet<string> OfEvents = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "User-Agent", "Content-Type", "Pubsubname", "Traceparent", "Tracestate", "Accept-Encoding", "Dapr-Api-Token",
    };

    /// <summary>The recording as it reads when both pub/sub components are RabbitMQ.</summary>
    internal static Recording ForRabbitMq(Recording recording)
    {
        foreach (var request in recording.Entries.SelectMany(step => step["response"]?["appSaw"]?.AsArray() ?? []).OfType<JsonObject>())
        {
            if (request["headers"] is JsonObject headers && headers.ContainsKey("Pubsubname"))
            {
                Keep(headers, OfEvents.Contains);
                Keep(request["body"]?["json"] as JsonObject, name => name is not "expiration");
            }
        }

        return recording;
    }

    private static void Keep(JsonObject? json, Func<string, bool> isKept)
    {
        foreach (var name in json?.Select(field => field.Key).Where(name => !isKept(name)).ToList() ?? [])
        {
            json?.Remove(name);
        }
    }
}
