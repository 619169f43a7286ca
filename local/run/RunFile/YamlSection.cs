using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Checkout.Local.Run.RunFile;

/// <summary>One mapping of the file, read by type. A value of the wrong type is noted with its line and reads as absent.</summary>
/// <param name="node">The mapping.</param>
/// <param name="name">How messages call it, e.g. <c>common</c>.</param>
/// <param name="problems">Where wrong types are noted.</param>
internal sealed class YamlSection(YamlMappingNode node, string name, RunFileProblems problems)
{
    /// <summary>How messages call this mapping.</summary>
    public string Name => name;

    /// <summary>Line on which the mapping begins.</summary>
    public long Line => node.Start.Line;

    /// <summary>The keys and their lines.</summary>
    public IEnumerable<(string Key, long Line)> Keys => node.Children.Keys.Select(key => (key.ToString(), key.Start.Line));

    /// <summary>Line of a key, or of the mapping when the key is absent.</summary>
    public long LineOf(string key) => node.Children.Keys.FirstOrDefault(candidate => IsKey(candidate, key))?.Start.Line ?? Line;

    /// <summary>Whether a key is there and has a value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The mapping whose word on a key counts: this one if it has the key, otherwise the common one.</summary>
    public YamlSection? OwnerOf(string key, YamlSection? common) => Has(key) ? this : common;

    /// <summary>A scalar as it is written; null when absent or empty.</summary>
    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode scalar => string.IsNullOrEmpty(scalar.Value) ? null : scalar.Value,
        var other => Wrong<string>(other, key, "a single value", $"Write '{key}: value' on one line."),
    };

    /// <summary>A whole number within bounds.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var valid = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most;
        if (!valid)
        {
            var range = $"number from {least} to {most}";
            problems.Add(LineOf(key), $"'{key}' of {name} is '{text}', not a {range}", $"Write a {range}.");
        }

        return valid ? number : null;
    }

    /// <summary>True or false; null when absent.</summary>
    public bool? Flag(string key)
    {
        var text = Text(key);
        if (text is null || bool.TryParse(text, out _))
        {
            return text is null ? null : bool.Parse(text);
        }

        problems.Add(LineOf(key), $"'{key}' of {name} is '{text}', not true or false", "Write true or false.");
        return null;
    }

    /// <summary>A list of scalars; null when absent.</summary>
    public IReadOnlyList<string>? Texts(string key)
    {
        var remedy = $"Write it as a list: {key}: [\"…\", \"…\"].";
        switch (Find(key))
        {
            case null:
                return null;
            case YamlSequenceNode list when list.All(item => item is YamlScalarNode):
                return [.. list.Select(TextOf)];
            case var other:
                return Wrong<IReadOnlyList<string>>(other, key, "a list of values", remedy);
        }
    }

    /// <summary>Names and scalars; null when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Map(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlMappingNode map when map.Children.Values.All(value => value is YamlScalarNode):
                return [.. map.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), TextOf(pair.Value)))];
            case var other:
                return Wrong<IReadOnlyList<KeyValuePair<string, string>>>(
                    other, key, "names with values", "Write one 'NAME: value' a line, indented below it.");
        }
    }

    /// <summary>A mapping within this one; null when absent.</summary>
    public YamlSection? Section(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode map => new YamlSection(map, $"'{key}'", problems),
        var other => Wrong<YamlSection>(other, key, "a group of settings", "Write its settings below it, indented."),
    };

    /// <summary>A list of mappings; empty when absent.</summary>
    /// <param name="key">Key of the list.</param>
    /// <param name="nameOf">How messages call the entry at an index, from 0.</param>
    public IReadOnlyList<YamlSection> Sections(string key, Func<YamlMappingNode, int, string> nameOf)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlSequenceNode list when list.All(item => item is YamlMappingNode):
                return [.. list.Cast<YamlMappingNode>().Select((map, index) => new YamlSection(map, nameOf(map, index), problems))];
            case var other:
                return Wrong<IReadOnlyList<YamlSection>>(other, key, "a list of groups of settings", "Begin each entry with '- '.") ?? [];
        }
    }

    // `key:` with nothing behind it counts as absent, as it does for Dapr.
    private YamlNode? Find(string key)
    {
        var value = node.Children.FirstOrDefault(pair => IsKey(pair.Key, key)).Value;
        return value is YamlScalarNode { Value: null or "" or "null" or "~", Style: ScalarStyle.Plain or ScalarStyle.Any } ? null : value;
    }

    private T? Wrong<T>(YamlNode value, string key, string expected, string remedy)
        where T : class
    {
        var actual = value switch
        {
            YamlSequenceNode => "a list",
            YamlMappingNode => "a group of settings",
            _ => $"'{value}'",
        };
        problems.Add(LineOf(key), $"'{key}' of {name} is {actual}, not {expected}", remedy);
        return null;
    }

    private static string TextOf(YamlNode scalar) => ((YamlScalarNode)scalar).Value ?? string.Empty;

    private static bool IsKey(YamlNode candidate, string key) =>
        candidate is YamlScalarNode scalar && string.Equals(scalar.Value, key, StringComparison.Ordinal);
}
