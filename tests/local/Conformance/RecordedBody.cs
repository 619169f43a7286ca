using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Conformance;

/// <summary>Bodies as recordings write them: <c>{json}</c>, <c>{text}</c>, <c>{base64}</c> or <c>{repeat}</c>.</summary>
internal static class RecordedBody
{
    /// <summary>The bytes to send; empty if there is no body.</summary>
    /// <param name="body">The recorded body.</param>
    /// <param name="isCompact">Whether JSON is sent without spaces; the recorder put them in wherever it named a content type.</param>
    internal static byte[] Bytes(JsonNode? body, bool isCompact = false) =>
        body?["base64"] is { } base64 ? Convert.FromBase64String(base64.GetValue<string>())
        : body?["text"] is { } text ? Encoding.UTF8.GetBytes(text.GetValue<string>())
        : body is JsonObject json && json.ContainsKey("json") ? Encoding.UTF8.GetBytes(isCompact ? SpacedJson.WriteCompact(json["json"]) : SpacedJson.Write(json["json"]))
        : [];

    /// <summary>What differs between the recorded and the actual body; null when nothing does.</summary>
    internal static string? Difference(JsonNode? recorded, byte[] actual, Markers markers)
    {
        var text = Encoding.UTF8.GetString(actual);
        if (recorded?["repeat"]?.GetValue<string>() is { } character)
        {
            var expected = First(recorded) + new string(character[0], recorded["count"]?.GetValue<int>() ?? 0) + First(recorded, "last");
            return string.Equals(expected, text, StringComparison.Ordinal) ? null : $"another long text of {text.Length} characters";
        }

        if (recorded is JsonObject body && body.ContainsKey("json"))
        {
            return Parse(text) is { } found ? markers.Difference(Comparable(body["json"]), Comparable(BulkEntries.InOrderOf(body["json"], found))) : $"no JSON: {text}";
        }

        if (recorded?["text"]?.GetValue<string>() is { } exact)
        {
            return markers.Difference(JsonValue.Create(exact), JsonValue.Create(text)) is { } difference
                && (Parse(exact) is not JsonObject wanted || !JsonNode.DeepEquals(wanted, Parse(text))) ? difference : null;
        }

        return actual.AsSpan().SequenceEqual(Bytes(recorded))
            ? null
            : $"body of {actual.Length} bytes: {text[..Math.Min(200, text.Length)]}";
    }

    private static string First(JsonNode repeat, string name = "first") => repeat[name]?.GetValue<string>() ?? string.Empty;

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Without what is not compared: the words of errors, and the order of lists of named things.</summary>
    private static JsonNode? Comparable(JsonNode? json)
    {
        var copy = json?.DeepClone();
        if (copy is JsonObject error && error.ContainsKey("errorCode"))
        {
            error.Remove("message");
            error.Remove("details");
        }

        return JsonOrder.Sorted(copy);
    }
}
