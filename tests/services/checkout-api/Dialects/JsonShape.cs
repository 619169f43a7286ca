using System.Text.Json.Nodes;

namespace Checkout.Services.Tests.CheckoutApi.Dialects;

/// <summary>Compares the structure of two documents: the same keys, the same kinds of values, the same nesting; values may differ.</summary>
internal static class JsonShape
{
    /// <summary>What is different, as JSON paths with a word; empty when the structure is the same.</summary>
    /// <param name="expected">The vendor's document. The first element of an array stands for all.</param>
    /// <param name="actual">Ours.</param>
    public static IReadOnlyList<string> Differences(JsonNode? expected, JsonNode? actual) => [.. Compare("$", expected, actual)];

    private static IEnumerable<string> Compare(string path, JsonNode? expected, JsonNode? actual)
    {
        if (!string.Equals(KindOf(expected), KindOf(actual), StringComparison.Ordinal))
        {
            return [$"{path}: {KindOf(actual)} instead of {KindOf(expected)}"];
        }

        return (expected, actual) switch
        {
            (JsonObject one, JsonObject other) => one.Select(member => member.Key).Union(other.Select(member => member.Key), StringComparer.Ordinal)
                .SelectMany(key =>
                    !other.ContainsKey(key) ? [$"{path}.{key}: missing"]
                    : !one.ContainsKey(key) ? [$"{path}.{key}: not in the vendor's document"]
                    : Compare($"{path}.{key}", one[key], other[key])),
            (JsonArray { Count: > 0 } one, JsonArray other) => other.SelectMany((element, i) => Compare($"{path}[{i}]", one[0], element)),
            _ => [],
        };
    }

    private static string KindOf(JsonNode? node) => node is null ? "null" : node.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
        var kind => kind.ToString(),
    };
}
