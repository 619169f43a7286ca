namespace Checkout.Local.Run.RunFile;

/// <summary>Finds app IDs and ports that the file gives out twice.</summary>
internal static class Duplicates
{
    private static readonly string[] PortKeys = ["appPort", "daprHTTPPort", "daprGRPCPort", "metricsPort"];

    /// <summary>Notes each second use with the line of the first.</summary>
    /// <param name="sections">Entries of the file.</param>
    /// <param name="apps">What was read from them.</param>
    /// <param name="problems">Where the clashes are noted.</param>
    public static void Check(IReadOnlyList<YamlSection> sections, IReadOnlyList<AppDefinition> apps, RunFileProblems problems)
    {
        var uses = from section in sections
                   from key in PortKeys
                   let port = section.Text(key)
                   where port is not null
                   select (port, Use: $"'{key}' of {section.Name}", Line: section.LineOf(key));
        foreach (var clash in uses.GroupBy(entry => entry.port, StringComparer.Ordinal))
        {
            var first = clash.First();
            foreach (var (port, use, line) in clash.Skip(1))
            {
                problems.Add(line, $"port {port} is {use} and also {first.Use} (line {first.Line})", "Give one of them another port.");
            }
        }

        foreach (var clash in apps.GroupBy(app => app.AppId, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            var again = sections.Last(section => string.Equals(section.Text("appID") ?? clash.Key, clash.Key, StringComparison.Ordinal));
            problems.Add(again.LineOf("appID"), $"two apps are called '{clash.Key}'", "Give each app its own appID.");
        }
    }
}
