using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>
/// Where SQLite answers other than the Redis of the recordings, by the rules of their README. The table is
/// <c>store-differences.json</c>; each entry names its rule and changes one step as a JSON merge patch (RFC 7396), or says how many of
/// the recorded requests apps see.
/// </summary>
internal static class StoreDifferences
{
    private static readonly Lazy<JsonArray> Table = new(() => JsonNode.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conformance", "store-differences.json")))?.AsArray() ?? []);

    /// <summary>The recording as it reads when <c>statestore</c> is SQLite and the broker is in memory.</summary>
    internal static Recording ForSqlite(Recording recording)
    {
        foreach (var change in Table.Value.OfType<JsonObject>().Where(IsOfThis))
        {
            var step = recording.Entries[(change["step"]?.GetValue<int>() ?? 0) - 1];
            Merge(step, change["patch"]?.AsObject() ?? []);
            if (change["appSaw"]?.GetValue<int>() is { } count && step["response"]?["appSaw"] is JsonArray requests)
            {
                requests.RemoveRange(count, requests.Count - count);
            }
        }

        return recording with { Entries = [.. recording.Entries.Select(Rename)] };

        bool IsOfThis(JsonObject change) => string.Equals(change["scenario"]?.GetValue<string>(), recording.Name, StringComparison.Ordinal);
    }

    /// <summary>The set-up names its components' types, which metadata shows.</summary>
    private static JsonObject Rename(JsonObject entry) => JsonNode.Parse(entry.ToJsonString()
        .Replace("\"state.redis\"", "\"state.sqlite\"").Replace("\"pubsub.redis\"", "\"pubsub.in-memory\""))?.AsObject() ?? [];

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner && target[name] is JsonObject outer)
            {
                Merge(outer, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
