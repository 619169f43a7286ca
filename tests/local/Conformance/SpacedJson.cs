using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>JSON with a space after each colon and comma, as the recorder sent it: workflows keep their input to the letter.</summary>
internal static class SpacedJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Write(JsonNode? json) => json switch
    {
        JsonObject message => $"{{{string.Join(", ", message.Select(Write))}}}",
        JsonArray list => $"[{string.Join(", ", list.Select(Write))}]",
        _ => json?.ToJsonString(Plain) ?? "null",
    };

    /// <summary>The same without spaces, as a body without a content type was sent: the event that repeats it shows that.</summary>
    internal static string WriteCompact(JsonNode? json) => json?.ToJsonString(Plain) ?? "null";

    private static string Write(KeyValuePair<string, JsonNode?> item) => $"{JsonSerializer.Serialize(item.Key, Plain)}: {Write(item.Value)}";
}
