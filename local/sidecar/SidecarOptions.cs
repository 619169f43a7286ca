using System.Net;

namespace Checkout.Local.Sidecar;

/// <summary>What one app's sidecar needs to know; the fields that <c>dapr.yaml</c> and daprd's flags have.</summary>
public sealed record SidecarOptions
{
    /// <summary>The app's ID: prefix of its state keys and name that others call it by.</summary>
    public required string AppId { get; init; }

    /// <summary>Port that the app listens on; null when nothing is sent to it.</summary>
    public int? AppPort { get; init; }

    /// <summary>Port of Dapr's HTTP API.</summary>
    public required int HttpPort { get; init; }

    /// <summary>Port of Dapr's gRPC API (HTTP/2 without TLS).</summary>
    public required int GrpcPort { get; init; }

    /// <summary>
    /// Port of <c>/metrics</c> in Prometheus' text format; null for none. All sidecars of a run have the same metrics, so one app's port is
    /// enough.
    /// </summary>
    public int? MetricsPort { get; init; }

    /// <summary>How the app's health is watched; null for not at all, as without <c>--enable-app-health-check</c>.</summary>
    public AppHealthCheck? AppHealthCheck { get; init; }

    /// <summary>Token that callers of the sidecar must show (<c>DAPR_API_TOKEN</c>); null for none.</summary>
    public string? ApiToken { get; init; }

    /// <summary>Token that the sidecar shows to the app (<c>APP_API_TOKEN</c>); null for none.</summary>
    public string? AppApiToken { get; init; }

    /// <summary>Folders whose <c>*.yaml</c> and <c>*.yml</c> files hold the resources.</summary>
    public IReadOnlyList<string> ResourcesPaths { get; init; } = [];

    /// <summary>File with the Configuration resource; null for none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Address on which the app listens.</summary>
    public string AppChannelAddress { get; init; } = "127.0.0.1";

    /// <summary>Addresses on which the sidecar listens; empty for the loopback addresses, as <c>dapr run</c> has it.</summary>
    public IReadOnlyList<IPAddress> ListenAddresses { get; init; } = [];

    /// <summary>Largest request body and gRPC message, in bytes; 4 MiB as in daprd.</summary>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Largest total of a request's header fields, in bytes; null for the web server's own limit.</summary>
    public int? ReadBufferBytes { get; init; }

    /// <summary>How many calls the sidecar makes to the app at the same time; null for any number.</summary>
    public int? AppMaxConcurrency { get; init; }
}

/// <summary>How an app's health is watched (daprd's flags <c>--app-health-…</c>, with their defaults).</summary>
public sealed record AppHealthCheck
{
    /// <summary>Path that is asked with GET; a status from 200 to 299 means healthy.</summary>
    public string Path { get; init; } = "/healthz";

    /// <summary>Time between two probes.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the app may take to answer.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Failures in a row that make the app unhealthy.</summary>
    public int Threshold { get; init; } = 3;
}
