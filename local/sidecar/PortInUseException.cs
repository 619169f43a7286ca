namespace Checkout.Local.Sidecar;

/// <summary>A port that a sidecar should listen on is taken.</summary>
public sealed class PortInUseException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="appId">App whose sidecar wanted the port.</param>
    /// <param name="port">The port.</param>
    /// <param name="api">Which API it is for: <c>HTTP</c> or <c>gRPC</c>.</param>
    /// <param name="innerException">What the socket said.</param>
    public PortInUseException(string appId, int port, string api, Exception innerException)
        : base(
            $"Port {port} ({api} API of the sidecar of '{appId}') is in use. End the program that listens on it, or choose another port in dapr.yaml.",
            innerException)
    {
        AppId = appId;
        Port = port;
    }

    /// <summary>App whose sidecar wanted the port.</summary>
    public string AppId { get; }

    /// <summary>The port that is taken.</summary>
    public int Port { get; }
}
