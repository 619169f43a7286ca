using System.Diagnostics;
using System.Xml.Linq;
using Checkout.Local.Run.RunFile;

namespace Checkout.Local.Run.Apps;

/// <summary>Compiles the apps whose command starts a .NET assembly that their own folder produces.</summary>
internal static class AppBuild
{
    private const string Configuration = "Release";

    /// <summary>The projects to build: of each app with <c>dotnet … x.dll</c> below its folder and one project file in it.</summary>
    /// <param name="definition">The run file.</param>
    public static IReadOnlyList<string> Projects(RunDefinition definition) => [.. definition.Apps.Select(ProjectOf).OfType<string>()];

    /// <summary>Builds projects; silent when all goes well.</summary>
    /// <param name="projects">Absolute paths, at least one.</param>
    /// <param name="dataDirectory">Where the list for the compiler is written.</param>
    /// <param name="cancellationToken">Ends the compiler.</param>
    /// <returns>A task that ends when all are built.</returns>
    /// <exception cref="RunException">With the compiler's errors.</exception>
    public static async Task BuildAsync(IReadOnlyList<string> projects, string dataDirectory, CancellationToken cancellationToken)
    {
        // One build for all of them takes a fraction of the time that one build each does.
        var list = Path.Combine(dataDirectory, "build.proj");
        await File.WriteAllTextAsync(list, ListOf(projects).ToString(), cancellationToken);
        var start = new ProcessStartInfo(
            "dotnet", ["build", list, "-c", Configuration, "-nologo", "-v", "quiet", "-nodeReuse:false", "-tl:off", "-clp:NoSummary"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.StandardInput.Close();
        var output = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new RunException(
                ExitCode.BuildFailed,
                $"The build failed:\n{Errors(await output)}",
                "Put the errors right, or start what was built before with --no-build.");
        }
    }

    private static string? ProjectOf(AppDefinition app)
    {
        var folder = app.Directory + Path.DirectorySeparatorChar;
        var startsOwnAssembly = app.Command is ["dotnet", ..]
            && app.Command.Skip(1).Any(argument => argument.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
                && Path.GetFullPath(argument, app.Directory).StartsWith(folder, StringComparison.Ordinal));
        return startsOwnAssembly && Directory.GetFiles(app.Directory, "*.csproj") is [var project] ? project : null;
    }

    // Restores one after another, since projects share references; builds at the same time.
    private static XElement ListOf(IReadOnlyList<string> projects) =>
        new(
            "Project",
            new XAttribute("DefaultTargets", "Build"),
            new XElement("ItemGroup", projects.Select(project => new XElement("App", new XAttribute("Include", project)))),
            Target("Restore", new XAttribute("BuildInParallel", "false"), new XAttribute("Targets", "Restore")),
            Target("Build", new XAttribute("BuildInParallel", "true"), new XAttribute("Targets", "Build")));

    private static XElement Target(string name, params XAttribute[] how) =>
        new("Target", new XAttribute("Name", name), new XElement("MSBuild", new XAttribute("Projects", "@(App)"), how));

    private static string Errors(string[] output)
    {
        var lines = string.Concat(output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var errors = lines.Where(line => line.Contains(": error", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
        return string.Join('\n', errors.DefaultIfEmpty(string.Join('\n', lines)));
    }
}
