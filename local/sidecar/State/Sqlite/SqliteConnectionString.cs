using System.Text.RegularExpressions;

namespace Checkout.Local.Sidecar.State.Sqlite;

/// <summary>The <c>connectionString</c> of a <c>state.sqlite</c> component: a path, or <c>file:path?options</c>, as daprd reads it.</summary>
/// <param name="File">Absolute path of the database file; null for a database in memory.</param>
/// <param name="Pragmas">Settings as <c>name = value</c>, from options like <c>_pragma=cache_size(-4000)</c>.</param>
internal sealed partial record SqliteConnectionString(string? File, IReadOnlyList<string> Pragmas)
{
    private const string Scheme = "file:";

    /// <summary>Pragmas that have a field of their own in the component's metadata.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["busy_timeout"] = "busyTimeout", ["journal_mode"] = "disableWAL",
    };

    /// <summary>Reads a connection string.</summary>
    /// <param name="text">The text.</param>
    /// <param name="baseDirectory">What relative paths are relative to.</param>
    /// <exception cref="FormatException">It has an option that is not honoured.</exception>
    public static SqliteConnectionString Parse(string text, string baseDirectory)
    {
        var path = text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : text;
        var query = path.IndexOf('?');
        var options = query < 0 ? [] : path[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries);
        path = query < 0 ? path : path[..query];
        var inMemory = path is "" or ":memory:";
        List<string> pragmas = [];
        foreach (var option in options.Select(Uri.UnescapeDataString))
        {
            switch (option.Split('=', 2))
            {
                case ["mode", "memory"]:
                    inMemory = true;
                    break;
                case ["mode", "rwc"] or ["cache", "private" or "shared"] or ["_txlock", _]:
                    break; // what holds here anyway: created when missing, one writer that locks at once
                case ["_pragma", var pragma]:
                    pragmas.Add(Pragma(pragma));
                    break;
                default:
                    throw new FormatException($"The option '{option}' is not supported.");
            }
        }

        return new SqliteConnectionString(inMemory ? null : Path.GetFullPath(Uri.UnescapeDataString(path), baseDirectory), pragmas);
    }

    private static string Pragma(string text)
    {
        if (PragmaText().Match(text) is not { Success: true } match)
        {
            throw new FormatException($"'_pragma={text}' is not of the form '_pragma=name(value)'.");
        }

        var name = match.Groups["name"].Value;
        return Fields.TryGetValue(name, out var field)
            ? throw new FormatException($"'_pragma={name}' is set by the field '{field}'.")
            : $"{name} = {match.Groups["value"].Value}";
    }

    [GeneratedRegex(@"^(?<name>[a-z_]+)(\((?<value>-?\w+)\)|=(?<value>-?\w+))$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex PragmaText();
}
