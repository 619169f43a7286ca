using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The markers that stand for any value of a kind, and those that stand for a long text.</summary>
internal static partial class MarkerKinds
{
    private const string Time = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d";

    private static readonly Dictionary<string, string> Any = new(StringComparer.Ordinal)
    {
        ["{{anyTimestamp:seconds}}"] = Time + "Z",
        ["{{anyTimestamp:fraction}}"] = Time + @"\.\d+Z",
        ["{{anyHttpDate}}"] = @"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT",
        ["{{hostAddress}}"] = @"[\da-fA-F.:]+",
        ["{{hostName}}"] = @"[^\s;,]+",
        ["{{addr}}"] = @"\S+:\d+",
        ["{{tsText}}"] = ".+",
        ["{{binary}}"] = ".*",
        ["{{scriptHash}}"] = @"\w+",
        ["{{dir}}"] = ".+",
        ["{{appPort}}"] = @"\d+",
    };

    /// <summary>Pattern of a marker whose value does not matter; null if it does.</summary>
    internal static string? AnyOf(string marker) => Any.GetValueOrDefault(marker);

    /// <summary>Whether a marker stands where the answer has a number.</summary>
    internal static bool IsNumber(JsonValue expected) => expected.TryGetValue<string>(out var text) && text is "{{appPort}}";

    /// <summary>Writes out a long text that the recording only describes.</summary>
    internal static string Expand(string text)
    {
        var repeat = RepeatPattern().Match(text);
        var entry = BigEntryPattern().Match(text);
        var letters = entry.Success ? new string('a', int.Parse(entry.Groups["count"].Value)) : string.Empty;
        return repeat.Success ? $"\"{new string(repeat.Groups["character"].Value[0], int.Parse(repeat.Groups["count"].Value))}\""
            : entry.Success ? $"[{{\"key\":\"{entry.Groups["key"].Value}\",\"value\":\"{letters}\"}}]"
            : text;
    }

    [GeneratedRegex(@"^\{\{repeat:(?<character>.) x (?<count>\d+),", RegexOptions.None, 5000)]
    private static partial Regex RepeatPattern();

    [GeneratedRegex(@"^\{\{a list with one entry, key ""(?<key>\w+)"", value (?<count>\d+) times the letter a", RegexOptions.None, 5000)]
    private static partial Regex BigEntryPattern();
}
