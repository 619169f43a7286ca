namespace Checkout.Local.Run.RunFile;

/// <summary>Collects everything that is wrong with a file, so that it can be put right in one go.</summary>
/// <param name="file">How messages call the file.</param>
internal sealed class RunFileProblems(string file)
{
    private readonly List<(long Line, Problem Problem)> found = [];

    /// <summary>Notes a problem; a second time counts for nothing, since common settings are read once for each app.</summary>
    /// <param name="line">Line of the file, from 1.</param>
    /// <param name="what">What is wrong.</param>
    /// <param name="remedy">What to do.</param>
    public void Add(long line, string what, string remedy) => found.Add((line, new Problem($"{file}:{line}: {what}", remedy)));

    /// <summary>Ends the reading when anything was noted.</summary>
    /// <exception cref="RunException">With all problems in the order of their lines.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
        {
            var inOrder = found.Distinct().OrderBy(entry => entry.Line).Select(entry => entry.Problem);
            throw new RunException(ExitCode.BadConfiguration, [.. inOrder]);
        }
    }
}
