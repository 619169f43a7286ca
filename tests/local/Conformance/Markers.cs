using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The markers of one replay: values captured on first sight, equal wherever the same name returns.</summary>
/// <param name="timeline">Recorded times in milliseconds after the first of them.</param>
/// <param name="addresses">Markers that stand for an address of this replay, such as <c>{{appAddr:billing}}</c>.</param>
internal sealed partial class Markers(IReadOnlyDictionary<string, double> timeline, IReadOnlyDictionary<string, string>? addresses = null)
{
    private readonly Dictionary<string, string> values =
        new(addresses ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>What differs between an expected and an actual message; null when nothing does.</summary>
    internal string? Difference(JsonNode? expected, JsonNode? actual)
    {
        Dictionary<string, string> captured = new(StringComparer.Ordinal);
        if (Compare(expected, actual, "$", captured) is { } difference)
        {
            return difference;
        }

        foreach (var (name, value) in captured)
        {
            values[name] = value;
        }

        return null;
    }

    /// <summary>The request with its markers filled in: captured values, or times made up from the timeline.</summary>
    internal JsonNode? Fill(JsonNode? template) => template switch
    {
        JsonObject json => new JsonObject(json.Select(p => KeyValuePair.Create(p.Key, Fill(p.Value)))),
        JsonArray json => new JsonArray([.. json.Select(Fill)]),
        JsonValue json when json.TryGetValue<string>(out var text) => JsonValue.Create(Fill(text)),
        _ => template?.DeepClone(),
    };

    /// <summary>The text with its markers filled in.</summary>
    internal string Fill(string text) => MarkerPattern().Replace(MarkerKinds.Expand(text), marker => Value(marker.Value));

    private string Value(string marker)
    {
        if (!values.TryGetValue(marker, out var value))
        {
            value = timeline.TryGetValue(marker, out var offset) ? TimeAt(offset) : "00f067aa0ba902b7";
            values[marker] = value;
        }

        return value;
    }

    /// <summary>A time as far from the latest known one as it was in the recording.</summary>
    private string TimeAt(double offset)
    {
        var known = values.Where(v => timeline.ContainsKey(v.Key)).OrderBy(v => timeline[v.Key]).LastOrDefault();
        var time = known.Key is null
            ? DateTimeOffset.UtcNow.AddMilliseconds(offset)
            : DateTimeOffset.Parse(known.Value, CultureInfo.InvariantCulture).AddMilliseconds(offset - timeline[known.Key]);
        return time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
    }

    private string? Compare(JsonNode? expected, JsonNode? actual, string path, Dictionary<string, string> captured)
    {
        switch (expected, actual)
        {
            case (JsonObject wanted, JsonObject found):
                var names = wanted.Select(p => p.Key).Union(found.Select(p => p.Key), StringComparer.Ordinal);
                return names.Select(name => Compare(wanted[name], found[name], $"{path}.{name}", captured))
                    .FirstOrDefault(d => d is not null);
            case (JsonArray wanted, JsonArray found):
                return wanted.Count != found.Count
                    ? $"{path}: {wanted.Count} elements expected, {found.Count} found: {found.ToJsonString()}"
                    : wanted.Select((w, i) => Compare(w, found[i], $"{path}[{i}]", captured)).FirstOrDefault(d => d is not null);
            case (JsonValue wanted, JsonValue found) when (wanted.GetValueKind(), found.GetValueKind()) is (JsonValueKind.String, JsonValueKind.String):
                return CompareText(wanted.GetValue<string>(), found.GetValue<string>(), path, captured);
            case (JsonValue wanted, JsonValue found) when MarkerKinds.IsNumber(wanted) && found.GetValueKind() == JsonValueKind.Number:
                return null;
            default:
                return JsonNode.DeepEquals(expected, actual)
                    ? null
                    : $"{path}: expected {expected?.ToJsonString() ?? "nothing"}, found {actual?.ToJsonString() ?? "nothing"}";
        }
    }

    private string? CompareText(string wanted, string found, string path, Dictionary<string, string> captured)
    {
        var text = MarkerKinds.Expand(wanted);
        if (!MarkerPattern().IsMatch(text))
        {
            return string.Equals(text, found, StringComparison.Ordinal) ? null : Mismatch(path, wanted, found);
        }

        List<string> names = [];
        var pattern = string.Concat(MarkerSplit().Split(text).Select(part => Pattern(part, captured, names)));
        var match = Regex.Match(found, $"^{pattern}$", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
        if (!match.Success)
        {
            return Mismatch(path, wanted, found);
        }

        for (var i = 0; i < names.Count; i++)
        {
            captured[names[i]] = match.Groups[i + 1].Value;
        }

        return null;
    }

    private string Pattern(string part, Dictionary<string, string> captured, List<string> names)
    {
        if (!MarkerPattern().IsMatch(part))
        {
            return Regex.Escape(part);
        }

        if (MarkerKinds.AnyOf(part) is { } any)
        {
            return any;
        }

        if (values.TryGetValue(part, out var known) || captured.TryGetValue(part, out known))
        {
            return Regex.Escape(known);
        }

        names.Add(part);
        return "(.+)";
    }

    private string Mismatch(string path, string wanted, string found)
    {
        var filled = MarkerPattern().Replace(wanted, marker => values.GetValueOrDefault(marker.Value, marker.Value));
        return $"{path}: expected '{filled[..Math.Min(300, filled.Length)]}', found '{found[..Math.Min(300, found.Length)]}'";
    }

    [GeneratedRegex(@"\{\{[^{}]+\}\}", RegexOptions.None, 5000)]
    private static partial Regex MarkerPattern();

    [GeneratedRegex(@"(?<marker>\{\{[^{}]+\}\})", RegexOptions.None, 5000)]
    private static partial Regex MarkerSplit();
}
