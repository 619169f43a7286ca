namespace Checkout.Local.Run.RunFile;

/// <summary>Compares the keys of a section with those that Dapr knows; Dapr itself ignores a misspelt key without a word.</summary>
internal static class KeyCheck
{
    /// <summary>Notes unknown keys as problems, and known ones without effect here as notices.</summary>
    /// <param name="section">The section to check.</param>
    /// <param name="known">Keys that belong there.</param>
    /// <param name="problems">Receives unknown keys.</param>
    /// <param name="notices">Receives keys without effect.</param>
    public static void Check(YamlSection section, IReadOnlyCollection<string> known, RunFileProblems problems, ICollection<string> notices)
    {
        foreach (var (key, line) in section.Keys)
        {
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                problems.Add(line, $"unknown key '{key}' in {section.Name}", Remedy(key, known));
            }
            else if (RunFileKeys.WithoutEffect.TryGetValue(key, out var instead))
            {
                notices.Add($"line {line}: '{key}' of {section.Name} has no effect here: {instead}.");
            }
        }
    }

    private static string Remedy(string key, IReadOnlyCollection<string> known)
    {
        if (RunFileKeys.App.Contains(key, StringComparer.Ordinal))
        {
            return RunFileKeys.Shared.Contains(key, StringComparer.Ordinal)
                ? "Move it into 'common' or into an entry of 'apps'."
                : "Move it into an entry of 'apps'.";
        }

        if (RunFileKeys.Top.Contains(key, StringComparer.Ordinal))
        {
            return "Move it to the left edge of the file.";
        }

        return Spelling.Nearest(key, known) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"Remove it; known here: {string.Join(", ", known)}.";
    }
}
