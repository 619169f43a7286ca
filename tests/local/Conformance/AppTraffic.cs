using System.Text.Json.Nodes;
using Checkout.Local.Tests.Sidecar;

namespace Checkout.Local.Tests.Conformance;

/// <summary>Compares what apps saw with what they saw of daprd.</summary>
internal static class AppTraffic
{
    /// <summary>Headers of the HTTP library on either side.</summary>
    private static readonly HashSet<string> OfTransport = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Encoding", "Connection", "Content-Length", "Transfer-Encoding", "Date", "Dapr-Authority", "Grpc-Trace-Bin",
    };

    /// <summary>Headers that are compared only where the recording has them.</summary>
    private static readonly HashSet<string> OfCaller = new(StringComparer.OrdinalIgnoreCase) { "User-Agent", "Host" };

    /// <summary>What differs; null when nothing does. Requests are compared in order, events in any order.</summary>
    internal static string? Difference(IEnumerable<JsonObject> expected, IEnumerable<AppRequest> seen, Markers markers)
    {
        var left = seen.ToList();
        foreach (var wanted in expected)
        {
            var app = wanted["app"]?.GetValue<string>();
            var isEvent = wanted["headers"]?["Pubsubname"] is not null;
            var candidates = left.Where(request => string.Equals(request.App, app, StringComparison.Ordinal))
                .Take(isEvent ? int.MaxValue : 1).ToList();
            string? difference = "nothing came";
            if (candidates.Find(request => (difference = Difference(wanted, request.Request, markers)) is null) is not { } found)
            {
                return $"{app} {wanted["method"]} {wanted["path"]}: {difference}";
            }

            left.Remove(found);
        }

        left.RemoveAll(request => request.Request.Target is AppScript.HealthPath); // goes on every second
        return left.Count == 0
            ? null
            : $"not expected: {string.Join(", ", left.Select(r => $"{r.App} {r.Request.Method} {r.Request.Target}"))}";
    }

    /// <summary>Compares headers without regard to letter case and to those of the HTTP library.</summary>
    internal static string? Headers(
        JsonNode? expected, IReadOnlyDictionary<string, string> found, Func<string, bool> isIgnored, Markers markers)
    {
        var wanted = expected?.AsObject().Where(header => !OfTransport.Contains(header.Key) && !IsOfGrpcLibrary(header))
            .ToDictionary(header => header.Key.ToUpperInvariant(), header => header.Value?.DeepClone(), StringComparer.Ordinal) ?? [];
        var actual = found.Where(header => IsCompared(header.Key)).ToDictionary(
            header => header.Key.ToUpperInvariant(), header => (JsonNode?)JsonValue.Create(header.Value), StringComparer.Ordinal);
        return markers.Difference(new JsonObject(wanted), new JsonObject(actual));

        bool IsCompared(string name) => !OfTransport.Contains(name)
            && (wanted.ContainsKey(name.ToUpperInvariant()) || (!isIgnored(name) && !OfCaller.Contains(name)));
    }

    private static bool IsOfGrpcLibrary(KeyValuePair<string, JsonNode?> header) =>
        header.Key is "User-Agent" && header.Value?.GetValue<string>().StartsWith("grpc-go/", StringComparison.Ordinal) is true;

    private static string? Difference(JsonObject wanted, Seen found, Markers markers) =>
        markers.Difference(wanted["method"], JsonValue.Create(found.Method))
        ?? markers.Difference(wanted["path"], JsonValue.Create(found.Target))
        ?? RecordedBody.Difference(wanted["body"], found.Body, markers) // before the headers, whose markers fit any event
        ?? Headers(wanted["headers"], found.Headers, _ => false, markers);
}
