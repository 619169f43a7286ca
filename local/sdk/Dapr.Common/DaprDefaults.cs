using Microsoft.Extensions.Configuration;

namespace Dapr;

/// <summary>
/// Where the sidecar is and which tokens count. Each name is looked up in <see cref="IConfiguration"/> first, then in the environment.
/// </summary>
public static class DaprDefaults
{
    /// <summary>Variable with the token that the sidecar demands.</summary>
    internal const string DaprApiTokenName = "DAPR_API_TOKEN";

    /// <summary>Variable with the token that the app demands.</summary>
    internal const string AppApiTokenName = "APP_API_TOKEN";

    /// <summary>Variable with the whole HTTP endpoint; wins over <see cref="DaprHttpPortName"/>.</summary>
    internal const string DaprHttpEndpointName = "DAPR_HTTP_ENDPOINT";

    /// <summary>Variable with the sidecar's HTTP port on this machine.</summary>
    internal const string DaprHttpPortName = "DAPR_HTTP_PORT";

    /// <summary>Variable with the whole gRPC endpoint; wins over <see cref="DaprGrpcPortName"/>.</summary>
    internal const string DaprGrpcEndpointName = "DAPR_GRPC_ENDPOINT";

    /// <summary>Variable with the sidecar's gRPC port on this machine.</summary>
    internal const string DaprGrpcPortName = "DAPR_GRPC_PORT";

    /// <summary>Scheme of the endpoint when only a port is given.</summary>
    public const string DefaultDaprScheme = "http";

    /// <summary>Host of the endpoint when only a port is given.</summary>
    public const string DefaultDaprHost = "localhost";

    /// <summary>The sidecar's HTTP port when nothing is configured.</summary>
    public const int DefaultHttpPort = 3500;

    /// <summary>The sidecar's gRPC port when nothing is configured.</summary>
    public const int DefaultGrpcPort = 50001;

    /// <summary>The token to send to the sidecar.</summary>
    /// <param name="configuration">Looked at before the environment.</param>
    /// <returns>The token; empty when none is configured.</returns>
    public static string GetDefaultDaprApiToken(IConfiguration? configuration) =>
        Find(configuration, DaprApiTokenName) ?? string.Empty;

    /// <summary>The token that the sidecar sends to the app.</summary>
    /// <param name="configuration">Looked at before the environment.</param>
    /// <returns>The token; empty when none is configured.</returns>
    public static string GetDefaultAppApiToken(IConfiguration? configuration) =>
        Find(configuration, AppApiTokenName) ?? string.Empty;

    /// <summary>The sidecar's HTTP endpoint, e.g. <c>http://localhost:3500/</c>.</summary>
    /// <param name="configuration">Looked at before the environment.</param>
    /// <returns>Scheme, host and port; a path in the configured endpoint is dropped.</returns>
    public static string GetDefaultHttpEndpoint(IConfiguration? configuration = null) =>
        Endpoint(Find(configuration, DaprHttpEndpointName), Find(configuration, DaprHttpPortName), DefaultHttpPort);

    /// <summary>The sidecar's gRPC endpoint, e.g. <c>http://localhost:50001/</c>.</summary>
    /// <param name="configuration">Looked at before the environment.</param>
    /// <returns>Scheme, host and port; a path in the configured endpoint is dropped.</returns>
    public static string GetDefaultGrpcEndpoint(IConfiguration? configuration = null) =>
        Endpoint(Find(configuration, DaprGrpcEndpointName), Find(configuration, DaprGrpcPortName), DefaultGrpcPort);

    private static string Endpoint(string? endpoint, string? port, int defaultPort)
    {
        if (endpoint is not null)
        {
            var uri = new Uri(endpoint, UriKind.Absolute);
            return new UriBuilder(uri.Scheme, uri.Host, uri.Port).ToString();
        }

        return new UriBuilder(DefaultDaprScheme, DefaultDaprHost, port is null ? defaultPort : int.Parse(port)).ToString();
    }

    private static string? Find(IConfiguration? configuration, string name)
    {
        var configured = configuration?[name];
        if (string.IsNullOrWhiteSpace(configured))
        {
            configured = Environment.GetEnvironmentVariable(name);
        }

        return string.IsNullOrWhiteSpace(configured) ? null : configured.Trim();
    }
}
