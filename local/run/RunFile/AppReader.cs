namespace Checkout.Local.Run.RunFile;

/// <summary>Reads one app and merges the common settings into it.</summary>
/// <param name="fileDirectory">Folder of the run file.</param>
/// <param name="common">The common settings, if any.</param>
/// <param name="problems">Where problems are noted.</param>
internal sealed class AppReader(string fileDirectory, YamlSection? common, RunFileProblems problems)
{
    // Dapr's defaults.
    private const int DefaultMaxBodyBytes = 4 << 20;
    private const string DefaultChannelAddress = "127.0.0.1";
    private const int HighestPort = 65535;

    /// <summary>Reads an app.</summary>
    /// <param name="app">Its entry under <c>apps</c>.</param>
    /// <returns>The app, or null when it has no usable folder, which is then noted.</returns>
    public AppDefinition? Read(YamlSection app)
    {
        CheckProtocol(app);
        var sidecar = new SidecarSettings(common, problems);
        if (ReadDirectory(app) is not { } directory)
        {
            return null;
        }

        var paths = new ResourcePaths(fileDirectory, directory, common, problems);
        return new AppDefinition
        {
            AppId = app.Text("appID") ?? new DirectoryInfo(directory).Name,
            Directory = directory,
            AppPort = app.Number("appPort", 1, HighestPort),
            HttpPort = app.Number("daprHTTPPort", 1, HighestPort) ?? 0,
            GrpcPort = app.Number("daprGRPCPort", 1, HighestPort) ?? 0,
            MetricsPort = app.Number("metricsPort", 1, HighestPort),
            ChannelAddress = app.Text("appChannelAddress") ?? DefaultChannelAddress,
            Command = app.Texts("command") ?? [],
            Env = MergeEnv(app),
            ResourcesPaths = paths.Resources(app),
            ConfigFile = paths.Configuration(app),
            MaxBodyBytes = sidecar.Size(app, "maxBodySize") ?? DefaultMaxBodyBytes,
            ReadBufferBytes = sidecar.Size(app, "readBufferSize"),
            MaxConcurrency = sidecar.MaxConcurrency(app),
            ListenAddresses = sidecar.ListenAddresses(app),
            HealthCheck = sidecar.HealthCheck(app),
            LogDestination = ReadLogDestination(app),
        };
    }

    private string? ReadDirectory(YamlSection app)
    {
        if (app.Text("appDirPath") is not { } path)
        {
            problems.Add(app.Line, $"{app.Name} has no 'appDirPath'", "Name the folder of the app, relative to this file.");
            return null;
        }

        var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, fileDirectory));
        if (Directory.Exists(directory))
        {
            return directory;
        }

        problems.Add(
            app.LineOf("appDirPath"),
            $"'appDirPath' of {app.Name}: {directory} does not exist",
            "Name an existing folder, relative to this file.");
        return null;
    }

    private void CheckProtocol(YamlSection app)
    {
        var section = app.OwnerOf("appProtocol", common);
        if (section?.Text("appProtocol") is { } protocol and not "http")
        {
            problems.Add(
                section.LineOf("appProtocol"),
                $"'appProtocol' of {section.Name} is '{protocol}', and the local sidecar calls apps over http only",
                "Write http, or start this file with 'dapr run -f'.");
        }

        var encrypted = app.OwnerOf("appSSL", common);
        if (encrypted?.Flag("appSSL") is true)
        {
            problems.Add(
                encrypted.LineOf("appSSL"),
                $"'appSSL' of {encrypted.Name} is true, and the local sidecar calls apps over http only",
                "Leave it out, or start this file with 'dapr run -f'.");
        }
    }

    private Dictionary<string, string> MergeEnv(YamlSection app)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in (common?.Map("env") ?? []).Concat(app.Map("env") ?? []))
        {
            merged[name] = value;
        }

        return merged;
    }

    private LogDestination ReadLogDestination(YamlSection app)
    {
        var section = app.OwnerOf("appLogDestination", common);
        var text = section?.Text("appLogDestination");
        switch (text)
        {
            case null or "fileAndConsole":
                return LogDestination.FileAndConsole;
            case "console":
                return LogDestination.Console;
            case "file":
                return LogDestination.File;
            default:
                problems.Add(
                    section?.LineOf("appLogDestination") ?? app.Line,
                    $"'appLogDestination' of {section?.Name} is '{text}'",
                    "Write console, file or fileAndConsole.");
                return LogDestination.FileAndConsole;
        }
    }
}
