namespace Checkout.SystemTests.Hosting;

/// <summary>A folder that looks like the repository to one system under test: its components, at its own ports, and its data.</summary>
internal sealed class SystemFolder : IDisposable
{
    public SystemFolder(SystemPorts ports)
    {
        Ports = ports;
        Root = Directory.CreateTempSubdirectory("checkout-").FullName;
        Directory.CreateDirectory(Data);
        foreach (var source in Directory.EnumerateFiles(Source("components"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Root, Path.GetRelativePath(AppContext.BaseDirectory, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, ports.Translate(File.ReadAllText(source)));
        }
    }

    public SystemPorts Ports { get; }

    public string Root { get; }

    /// <summary>Where state and ledger are kept, as in the repository.</summary>
    public string Data => Path.Combine(Root, ".checkout");

    public string Resources => Path.Combine(Root, "components", "local");

    /// <summary>A file of the repository as the build copied it.</summary>
    public static string Source(string path) => Path.Combine(AppContext.BaseDirectory, path);

    /// <summary>Puts the components of another folder in the place of those that the system has.</summary>
    public void Replace(string components)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "components", components), "*.yaml"))
        {
            File.Copy(file, Path.Combine(Resources, Path.GetFileName(file)), overwrite: true);
        }
    }

    /// <summary>Writes a connection string into a secret file of the components.</summary>
    public Task WriteSecretAsync(string file, string connectionString) => File.WriteAllTextAsync(
        Path.Combine(Root, "components", file), $$"""{"connection-string":"{{connectionString}}"}""");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
