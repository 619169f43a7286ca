using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Checkout.Local.Tests.Sidecar.Workflow.Conformance;

/// <summary>The markers of one replay: values captured on first sight, equal wherever the same name returns.</summary>
internal sealed partial class Markers(Recording recording)
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

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
        JsonValue json when json.TryGetValue<string>(out var text) => JsonValue.Create(Expand(MarkerPattern().Replace(text, Value))),
        _ => template?.DeepClone(),
    };

    private string Value(Match marker)
    {
        if (!values.TryGetValue(marker.Value, out var value))
        {
            value = recording.Timeline.TryGetValue(marker.Value, out var offset) ? TimeAt(offset) : "00f067aa0ba902b7";
            values[marker.Value] = value;
        }

        return value;
    }

    /// <summary>A time as far from the latest known one as it was in the recording.</summary>
    private string TimeAt(double offset)
    {
        var known = values.Where(v => recording.Timeline.ContainsKey(v.Key)).OrderBy(v => recording.Timeline[v.Key]).LastOrDefault();
        var time = known.Key is null
            ? DateTimeOffset.UtcNow.AddMilliseconds(offset)
            : DateTimeOffset.Parse(known.Value, CultureInfo.InvariantCulture).AddMilliseconds(offset - recording.Timeline[known.Key]);
        return time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
    }

    private string? Compare(JsonNode? expected, JsonNode? actual, string path, Dictionary<string, string> captured)
    {
        switch (expected, actual)
        {
            case (JsonObject wanted, JsonObject found):
                var names = wanted.Select(p => p.Key).Union(found.Select(p => p.Key), StringComparer.Ordinal);
                return names.Select(name => Compare(wanted[name], found[name], $"{path}.{name}", captured)).FirstOrDefault(d => d is not null);
            case (JsonArray wanted, JsonArray found):
                return wanted.Count != found.Count
                    ? $"{path}: {wanted.Count} elements expected, {found.Count} found: {found.ToJsonString()}"
                    : wanted.Select((w, i) => Compare(w, found[i], $"{path}[{i}]", captured)).FirstOrDefault(d => d is not null);
            case (JsonValue wanted, JsonValue found) when wanted.GetValueKind() == JsonValueKind.String && found.GetValueKind() == JsonValueKind.String:
                return CompareText(wanted.GetValue<string>(), found.GetValue<string>(), path, captured);
            default:
                return JsonNode.DeepEquals(expected, actual)
                    ? null
                    : $"{path}: expected {expected?.ToJsonString() ?? "nothing"}, found {actual?.ToJsonString() ?? "nothing"}";
        }
    }

    private string? CompareText(string wanted, string found, string path, Dictionary<string, string> captured)
    {
        var text = Expand(wanted);
        List<string> names = [];
        var pattern = string.Concat(MarkerSplit().Split(text).Select(part =>
        {
            if (!MarkerPattern().IsMatch(part))
            {
                return Regex.Escape(part);
            }

            if (values.TryGetValue(part, out var known) || captured.TryGetValue(part, out known))
            {
                return Regex.Escape(known);
            }

            names.Add(part);
            return "(.+)";
        }));
        var match = names.Count == 0 && text.Length > 10_000
            ? null
            : Regex.Match(found, $"^{pattern}$", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
        if (match is null ? !string.Equals(text, found, StringComparison.Ordinal) : !match.Success)
        {
            return $"{path}: expected '{wanted}' ({pattern[..Math.Min(100, pattern.Length)]}), found '{found[..Math.Min(100, found.Length)]}'";
        }

        for (var i = 0; i < names.Count; i++)
        {
            captured[names[i]] = match?.Groups[i + 1].Value ?? string.Empty;
        }

        return null;
    }

    /// <summary>Writes out a long run of one character.</summary>
    private static string Expand(string text)
    {
        var repeat = RepeatPattern().Match(text);
        return repeat.Success ? $"\"{new string(repeat.Groups["character"].Value[0], int.Parse(repeat.Groups["count"].Value))}\"" : text;
    }

    [GeneratedRegex(@"\{\{[a-zA-Z]+\d+\}\}", RegexOptions.None, 5000)]
    private static partial Regex MarkerPattern();

    [GeneratedRegex(@"(?<marker>\{\{[a-zA-Z]+\d+\}\})", RegexOptions.None, 5000)]
    private static partial Regex MarkerSplit();

    [GeneratedRegex(@"^\{\{repeat:(?<character>.) x (?<count>\d+),", RegexOptions.None, 5000)]
    private static partial Regex RepeatPattern();
}
