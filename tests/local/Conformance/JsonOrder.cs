using System.Text.Json;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>Lists whose order the recordings do not fix: components, actor types, features and bulk results.</summary>
internal static class JsonOrder
{
    private static readonly string[] Names = ["name", "key", "type", "topic"];

    /// <summary>Puts the elements of such lists, anywhere in the message, in order of their names.</summary>
    internal static JsonNode? Sorted(JsonNode? json) => json switch
    {
        JsonObject message => new JsonObject(message.Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray list when list.All(item => item?.GetValueKind() is JsonValueKind.String) => new JsonArray(
            [.. list.OrderBy(item => item?.GetValue<string>(), StringComparer.Ordinal).Select(item => item?.DeepClone())]),
        JsonArray list when list.All(item => Name(item) is not null) => new JsonArray(
            [.. list.OrderBy(Name, StringComparer.Ordinal).Select(Sorted)]),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => json?.DeepClone(),
    };

    private static string? Name(JsonNode? item)
    {
        var found = Names.Select(name => (item as JsonObject)?[name]).OfType<JsonValue>().FirstOrDefault();
        return found?.TryGetValue<string>(out var text) is true ? text : null;
    }
}
