namespace Checkout.Local.Run.RunFile;

/// <summary>
/// Finds an app's resources and Configuration by Dapr's rules: the app's own path (relative to its folder) comes before
/// <c>.dapr/</c> in its folder, and that before the common path (relative to the run file). There is no fallback to the user's
/// <c>~/.dapr</c>: what <c>dapr init</c> puts there needs Redis and the like.
/// </summary>
/// <param name="fileDirectory">Folder of the run file.</param>
/// <param name="appDirectory">The app's folder.</param>
/// <param name="common">The common settings, if any.</param>
/// <param name="problems">Where missing paths are noted.</param>
internal sealed class ResourcePaths(string fileDirectory, string appDirectory, YamlSection? common, RunFileProblems problems)
{
    private const string PlaceInAppDirectory = ".dapr";

    /// <summary>Folders with the app's resources; possibly none.</summary>
    /// <param name="app">The app's entry.</param>
    public IReadOnlyList<string> Resources(YamlSection app)
    {
        var own = Path.Combine(appDirectory, PlaceInAppDirectory, "resources");
        return Declared(app, appDirectory) ?? (Directory.Exists(own) ? [own] : Declared(common, fileDirectory) ?? []);
    }

    /// <summary>The app's Configuration resource, or null.</summary>
    /// <param name="app">The app's entry.</param>
    public string? Configuration(YamlSection app)
    {
        var own = Path.Combine(appDirectory, PlaceInAppDirectory, "config.yaml");
        return Existing(app, "configFilePath", app.Text("configFilePath"), appDirectory, File.Exists)
            ?? (File.Exists(own) ? own : null)
            ?? Existing(common, "configFilePath", common?.Text("configFilePath"), fileDirectory, File.Exists);
    }

    private IReadOnlyList<string>? Declared(YamlSection? section, string origin)
    {
        if (section?.Texts("resourcesPaths") is { Count: > 0 } several)
        {
            return [.. several.Select(path => Existing(section, "resourcesPaths", path, origin, Directory.Exists)).OfType<string>()];
        }

        return Existing(section, "resourcesPath", section?.Text("resourcesPath"), origin, Directory.Exists) is { } one ? [one] : null;
    }

    private string? Existing(YamlSection? section, string key, string? path, string origin, Func<string, bool> exists)
    {
        if (section is null || path is null)
        {
            return null;
        }

        var full = Path.GetFullPath(path, origin);
        if (!exists(full))
        {
            problems.Add(
                section.LineOf(key), $"'{key}' of {section.Name}: {full} does not exist", $"Name an existing path, relative to {origin}.");
        }

        return full;
    }
}
