using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>A recording of daprd: what went over the wire in one scenario.</summary>
/// <param name="Name">Part and name of the scenario, as in <c>http/startup</c>.</param>
/// <param name="Entries">Calls, work items, steps and remarks, in the order in which they began.</param>
/// <param name="Timeline">Captured times in milliseconds after the first of them.</param>
internal sealed record Recording(string Name, IReadOnlyList<JsonObject> Entries, IReadOnlyDictionary<string, double> Timeline)
{
    /// <summary>Folder of the recordings: <c>CONFORMANCE_RECORDINGS</c>, else the copy beside the tests.</summary>
    private static readonly string Root =
        Environment.GetEnvironmentVariable("CONFORMANCE_RECORDINGS") ?? Path.Combine(AppContext.BaseDirectory, "conformance");

    internal static Recording Load(string scenario)
    {
        var json = JsonNode.Parse(ReadText(scenario))?.AsObject() ?? [];
        var entries = (json["entries"] ?? json["steps"])?.AsArray().Select(entry => entry?.AsObject() ?? []).ToList() ?? [];
        var timeline = json["timeline"]?.AsObject().ToDictionary(
            time => time.Key, time => double.Parse((time.Value?.GetValue<string>() ?? "0").Trim('+').Replace("ms", string.Empty)),
            StringComparer.Ordinal);
        return new Recording(scenario, entries, timeline ?? new Dictionary<string, double>(StringComparer.Ordinal));
    }

    /// <summary>The scenarios of a part, from the files alone: a folder of further recordings needs no index.</summary>
    internal static IEnumerable<string> Names(string part) => Directory.Exists(Path.Combine(Root, part))
        ? Directory.EnumerateFiles(Path.Combine(Root, part), "*.json").Select(file => $"{part}/{Path.GetFileNameWithoutExtension(file)}")
            .Order(StringComparer.Ordinal)
        : [];

    internal static string ReadText(string scenario)
    {
        var text = File.ReadAllText(Path.Combine(Root, scenario + ".json"));
        return scenario.StartsWith("grpc/", StringComparison.Ordinal)
            ? text.Replace("\"instanceID\"", "\"instanceId\"") // Dapr's own JSON name of instance_id
            : text;
    }
}
