using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Sidecar.Workflow.Conformance;

/// <summary>A recording of daprd: what went over the wire in one scenario.</summary>
/// <param name="Name">Name of the scenario.</param>
/// <param name="Entries">Calls, work items and remarks, in the order in which they began.</param>
/// <param name="Timeline">Captured times in milliseconds after the first of them.</param>
internal sealed record Recording(string Name, IReadOnlyList<JsonObject> Entries, IReadOnlyDictionary<string, double> Timeline)
{
    private static readonly string Root = Path.Combine(Path.GetDirectoryName(ThisFile()) ?? ".", "..", "..", "..", "conformance");

    internal static Recording Load(string folder, string name)
    {
        var json = Read(folder, name);
        var entries = json["entries"]?.AsArray().Select(entry => entry?.AsObject() ?? []).ToList() ?? [];
        var timeline = json["timeline"]?.AsObject().ToDictionary(
            time => time.Key, time => double.Parse((time.Value?.GetValue<string>() ?? "0").Trim('+').Replace("ms", string.Empty)),
            StringComparer.Ordinal);
        return new Recording(name, entries, timeline ?? new Dictionary<string, double>(StringComparer.Ordinal));
    }

    internal static JsonObject Read(string folder, string name)
    {
        var text = File.ReadAllText(Path.Combine(Root, folder, name + ".json"));
        text = folder is "grpc" ? text.Replace("\"instanceID\"", "\"instanceId\"") : text; // Dapr's own JSON name of instance_id
        return JsonNode.Parse(text)?.AsObject() ?? [];
    }

    internal static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.json").Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Order(StringComparer.Ordinal);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
