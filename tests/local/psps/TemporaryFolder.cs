namespace Checkout.Local.Tests.Psps;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("psps-");

    public string File(string name) => Path.Combine(folder.FullName, name);

    public IEnumerable<string> Files => Directory.EnumerateFiles(folder.FullName);

    public void Dispose() => folder.Delete(recursive: true);
}
