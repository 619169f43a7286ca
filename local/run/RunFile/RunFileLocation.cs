namespace Checkout.Local.Run.RunFile;

/// <summary>Finds the run file.</summary>
internal static class RunFileLocation
{
    /// <summary>Name of the file that is looked for.</summary>
    public const string DefaultName = "dapr.yaml";

    /// <summary>
    /// Finds the file: the one that was asked for (a folder means the <c>dapr.yaml</c> in it, as with <c>dapr run -f .</c>), otherwise the
    /// <c>dapr.yaml</c> of the working directory or of the nearest folder above it, up to the root of the Git repository.
    /// </summary>
    /// <param name="requested">What the command line says, if anything.</param>
    /// <param name="workingDirectory">Where the search begins.</param>
    /// <returns>The absolute path of a file that exists.</returns>
    /// <exception cref="RunException">There is none.</exception>
    public static string Find(string? requested, string workingDirectory)
    {
        if (requested is not null)
        {
            var path = Path.GetFullPath(requested, workingDirectory);
            path = Directory.Exists(path) ? Path.Combine(path, DefaultName) : path;
            return File.Exists(path)
                ? path
                : throw new RunException(ExitCode.BadConfiguration, $"{path} does not exist.", "Name a run file with --file.");
        }

        for (var folder = new DirectoryInfo(workingDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, DefaultName);
            if (File.Exists(candidate))
            {
                return candidate;
            }

            // A worktree has a file of this name, an ordinary clone a folder.
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                break;
            }
        }

        throw new RunException(
            ExitCode.BadConfiguration,
            $"No {DefaultName} in {workingDirectory} or above it.",
            "Start the command within the repository, or name a run file with --file.");
    }
}
