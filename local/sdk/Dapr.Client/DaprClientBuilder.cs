using System.Text.Json;
using Dapr.Common.Channels;
using Grpc.Net.Client;

namespace Dapr.Client;

/// <summary>Builds a <see cref="DaprClient"/>.</summary>
public sealed class DaprClientBuilder
{
    private string httpEndpoint = DaprDefaults.GetDefaultHttpEndpoint();
    private string grpcEndpoint = DaprDefaults.GetDefaultGrpcEndpoint();
    private string apiToken = DaprDefaults.GetDefaultDaprApiToken(configuration: null);
    private JsonSerializerOptions jsonOptions = new(JsonSerializerDefaults.Web);
    private GrpcChannelOptions channelOptions = new() { ThrowOperationCanceledOnCancellation = true };
    private TimeSpan timeout;

    /// <summary>Sets the sidecar's HTTP endpoint.</summary>
    /// <param name="httpEndpoint">An absolute http or https URI.</param>
    /// <returns>This builder.</returns>
    public DaprClientBuilder UseHttpEndpoint(string httpEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(httpEndpoint);
        this.httpEndpoint = httpEndpoint;
        return this;
    }

    /// <summary>Sets the sidecar's gRPC endpoint.</summary>
    /// <param name="grpcEndpoint">An absolute http or https URI.</param>
    /// <returns>This builder.</returns>
    public DaprClientBuilder UseGrpcEndpoint(string grpcEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(grpcEndpoint);
        this.grpcEndpoint = grpcEndpoint;
        return this;
    }

    /// <summary>Sets how values are written to and read from JSON.</summary>
    /// <param name="options">The options.</param>
    /// <returns>This builder.</returns>
    public DaprClientBuilder UseJsonSerializationOptions(JsonSerializerOptions options)
    {
        jsonOptions = options;
        return this;
    }

    /// <summary>Sets the limits of the gRPC channel.</summary>
    /// <param name="grpcChannelOptions">The limits.</param>
    /// <returns>This builder.</returns>
    public DaprClientBuilder UseGrpcChannelOptions(GrpcChannelOptions grpcChannelOptions)
    {
        channelOptions = grpcChannelOptions;
        return this;
    }

    /// <summary>Sets the token to send to the sidecar.</summary>
    /// <param name="apiToken">The token.</param>
    /// <returns>This builder.</returns>
    public DaprClientBuilder UseDaprApiToken(string apiToken)
    {
        this.apiToken = apiToken;
        return this;
    }

    /// <summary>Sets how long an HTTP call may take.</summary>
    /// <param name="timeout">The time; zero keeps HttpClient's default.</param>
    /// <returns>This builder.</returns>
    public DaprClientBuilder UseTimeout(TimeSpan timeout)
    {
        this.timeout = timeout;
        return this;
    }

    /// <summary>Builds the client.</summary>
    /// <returns>A new client.</returns>
    /// <exception cref="InvalidOperationException">An endpoint is neither http nor https.</exception>
    public DaprClient Build()
    {
        var http = new Uri(httpEndpoint, UriKind.Absolute);
        if (http.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException("The HTTP endpoint must use http or https.");
        }

        var client = new HttpClient();
        if (timeout > TimeSpan.Zero)
        {
            client.Timeout = timeout;
        }

        return new SidecarDaprClient(new SidecarChannel(grpcEndpoint, apiToken, channelOptions), client, http, apiToken, jsonOptions);
    }
}
