using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Checkout.Local.Run.RunFile;

/// <summary>
/// Reads Dapr's multi-app run template, version 1, strictly: what is misspelt or of the wrong type is named with its line.
/// </summary>
internal static class RunFileReader
{
    private const int SupportedVersion = 1;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Absolute path of a file that exists.</param>
    /// <param name="shownAs">How messages call the file.</param>
    /// <returns>What the file asks for.</returns>
    /// <exception cref="RunException">With every problem of the file.</exception>
    public static RunDefinition Read(string path, string shownAs)
    {
        var problems = new RunFileProblems(shownAs);
        var notices = new List<string>();
        var root = ReadRoot(path, problems);
        KeyCheck.Check(root, RunFileKeys.Top, problems, notices);
        CheckVersion(root, problems);

        var common = root.Section("common");
        if (common is not null)
        {
            KeyCheck.Check(common, RunFileKeys.Shared, problems, notices);
        }

        var sections = root.Sections("apps", NameOf);
        if (sections.Count == 0)
        {
            problems.Add(root.LineOf("apps"), "no 'apps'", "List at least one app with its appDirPath under 'apps:'.");
        }

        var reader = new AppReader(Path.GetDirectoryName(path) ?? ".", common, problems);
        var apps = new List<AppDefinition>();
        foreach (var section in sections)
        {
            KeyCheck.Check(section, RunFileKeys.App, problems, notices);
            if (reader.Read(section) is { } app)
            {
                apps.Add(app);
            }
        }

        Duplicates.Check(sections, apps, problems);
        problems.ThrowIfAny();
        return new RunDefinition(path, apps, [.. notices.Select(notice => $"{shownAs}, {notice}")]);
    }

    private static YamlSection ReadRoot(string path, RunFileProblems problems)
    {
        try
        {
            var stream = new YamlStream();
            using var text = File.OpenText(path);
            stream.Load(text);
            if (stream.Documents is [{ RootNode: YamlMappingNode root }, ..])
            {
                return new YamlSection(root, "the file", problems);
            }

            problems.Add(1, "the file is not a group of settings", "Begin it with 'version: 1' and 'apps:'.");
        }
        catch (YamlException exception)
        {
            problems.Add(
                exception.Start.Line,
                $"not valid YAML: {exception.Message}",
                "Check the indentation and the quotes of this line and the one above.");
        }

        problems.ThrowIfAny();
        throw new InvalidOperationException("A file without a root has a problem.");
    }

    private static void CheckVersion(YamlSection root, RunFileProblems problems)
    {
        if (root.Text("version") is null)
        {
            problems.Add(root.LineOf("version"), "no 'version'", $"Write 'version: {SupportedVersion}' at the top.");
        }
        else
        {
            root.Number("version", SupportedVersion, SupportedVersion);
        }
    }

    private static string NameOf(YamlMappingNode app, int index) =>
        app.Children.TryGetValue(new YamlScalarNode("appID"), out var id) && id is YamlScalarNode { Value.Length: > 0 } scalar
            ? $"app '{scalar.Value}'"
            : $"app {index + 1}";
}
