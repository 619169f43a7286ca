namespace Checkout.Local.Run.Apps;

/// <summary>The folder <c>.checkout</c>, held by one run at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "run.lock";
    private const string IgnoreName = ".gitignore";

    // The operating system lets go of the lock when the process ends, however it ends.
    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>Takes the folder for this run, and creates it when it is missing.</summary>
    /// <param name="path">Absolute path of the folder.</param>
    /// <returns>The folder; disposing it lets the next run have it.</returns>
    /// <exception cref="RunException">Another run has it.</exception>
    public static DataFolder Take(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            var file = System.IO.Path.Combine(path, LockName);
            return new DataFolder(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception is not DirectoryNotFoundException)
        {
            // A run that has not started its apps yet has left no record of itself.
            var runner = RunRecord.Read(path)?.Runner is { IsAlive: true } alive ? alive : null;
            var which = runner is null ? string.Empty : $" (process {runner.Pid})";
            var how = runner is null ? string.Empty : $" or 'kill {runner.Pid}'";
            throw new RunException(
                ExitCode.AlreadyRunning, $"Another run{which} uses {path}.", $"Stop it with Ctrl-C{how}, then start again.");
        }
    }

    /// <summary>Ends processes that an earlier run left behind because it was killed.</summary>
    /// <param name="time">Clock.</param>
    /// <returns>What was ended; a process that merely has the id of one of them is left alone.</returns>
    public async Task<IReadOnlyList<StartedApp>> EndLeftoversAsync(TimeProvider time)
    {
        IReadOnlyList<StartedApp> leftovers = [.. RunRecord.Read(Path)?.Apps.Where(app => app.Process.IsAlive) ?? []];
        await ProcessEnding.EndAsync([.. leftovers.Select(app => app.Process)], ProcessEnding.Grace, time);
        RunRecord.Delete(Path);
        return leftovers;
    }

    /// <summary>Removes everything that runs have kept.</summary>
    public void Clear()
    {
        foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos())
        {
            switch (entry)
            {
                case { Name: IgnoreName or LockName }:
                    break;
                case DirectoryInfo { LinkTarget: null } folder:
                    folder.Delete(recursive: true);
                    break;
                default:
                    entry.Delete();
                    break;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => held.Dispose();
}
