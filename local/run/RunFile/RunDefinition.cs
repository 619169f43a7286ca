using System.Net;
using Checkout.Local.Sidecar;

namespace Checkout.Local.Run.RunFile;

/// <summary>What a <c>dapr.yaml</c> asks for: every path absolute, common settings merged into each app, defaults filled in.</summary>
/// <param name="File">The file itself.</param>
/// <param name="Apps">The apps in the order of the file; at least one.</param>
/// <param name="Notices">Settings that daprd would honour and this command does not, one line each.</param>
internal sealed record RunDefinition(string File, IReadOnlyList<AppDefinition> Apps, IReadOnlyList<string> Notices)
{
    /// <summary>Folder of the file; relative paths within components start here.</summary>
    public string Directory => Path.GetDirectoryName(File) ?? Path.GetPathRoot(File) ?? ".";

    /// <summary>Where everything that runs keep lies.</summary>
    public string DataDirectory => Path.Combine(Directory, ".checkout");
}

/// <summary>One app of the file and its sidecar.</summary>
internal sealed record AppDefinition
{
    /// <summary>Dapr app ID; by default the name of <see cref="Directory"/>.</summary>
    public required string AppId { get; init; }

    /// <summary>Working directory of the command.</summary>
    public required string Directory { get; init; }

    /// <summary>Port that the app listens on; null when it does not listen.</summary>
    public int? AppPort { get; init; }

    /// <summary>The sidecar's HTTP port; 0 for any free one.</summary>
    public int HttpPort { get; init; }

    /// <summary>The sidecar's gRPC port; 0 for any free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Port of the sidecar's <c>/metrics</c>; null for none.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>Host under which the sidecar reaches the app.</summary>
    public required string ChannelAddress { get; init; }

    /// <summary>Program and arguments; empty when somebody else starts the app, e.g. a debugger.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Environment of the app: the common one, then the app's own over it.</summary>
    public required IReadOnlyDictionary<string, string> Env { get; init; }

    /// <summary>Folders with Dapr resources.</summary>
    public required IReadOnlyList<string> ResourcesPaths { get; init; }

    /// <summary>Dapr Configuration resource, if any.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Largest request body that the sidecar accepts, in bytes.</summary>
    public required int MaxBodyBytes { get; init; }

    /// <summary>The most header bytes of a request that the sidecar accepts; null for the web server's own limit.</summary>
    public int? ReadBufferBytes { get; init; }

    /// <summary>The most calls that the sidecar makes to the app at a time; null for any number.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Addresses that the sidecar listens on; empty for the loopback addresses.</summary>
    public IReadOnlyList<IPAddress> ListenAddresses { get; init; } = [];

    /// <summary>How the sidecar watches the app's health; null when Dapr's app health checks are off.</summary>
    public AppHealthCheck? HealthCheck { get; init; }

    /// <summary>Where the app's output goes.</summary>
    public required LogDestination LogDestination { get; init; }
}

/// <summary>Where an app's output goes (<c>appLogDestination</c>).</summary>
[Flags]
internal enum LogDestination
{
    /// <summary>To the terminal.</summary>
    Console = 1,

    /// <summary>To a file under <c>.checkout/logs</c>.</summary>
    File = 2,

    /// <summary>To both, the default.</summary>
    FileAndConsole = Console | File,
}
