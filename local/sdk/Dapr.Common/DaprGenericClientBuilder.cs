using System.Text.Json;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;

namespace Dapr.Common;

/// <summary>What the builders of Dapr's clients have in common.</summary>
/// <typeparam name="TClientBuilder">The client that is built.</typeparam>
public abstract class DaprGenericClientBuilder<TClientBuilder>
    where TClientBuilder : class, IDaprClient
{
    /// <summary>Creates a builder with the configured endpoints and token.</summary>
    /// <param name="configuration">Looked at before the environment.</param>
    protected DaprGenericClientBuilder(IConfiguration? configuration = null)
    {
        HttpEndpoint = DaprDefaults.GetDefaultHttpEndpoint(configuration);
        GrpcEndpoint = DaprDefaults.GetDefaultGrpcEndpoint(configuration);
        DaprApiToken = DaprDefaults.GetDefaultDaprApiToken(configuration);
    }

    internal string HttpEndpoint { get; private set; }

    internal string GrpcEndpoint { get; private set; }

    internal string DaprApiToken { get; private set; }

    internal JsonSerializerOptions JsonSerializerOptions { get; private set; } = new(JsonSerializerDefaults.Web);

    internal GrpcChannelOptions? GrpcChannelOptions { get; private set; }

    internal TimeSpan Timeout { get; private set; }

    /// <summary>Sets the sidecar's HTTP endpoint.</summary>
    /// <param name="httpEndpoint">An absolute http or https URI.</param>
    /// <returns>This builder.</returns>
    public DaprGenericClientBuilder<TClientBuilder> UseHttpEndpoint(string httpEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(httpEndpoint);
        HttpEndpoint = httpEndpoint;
        return this;
    }

    /// <summary>Sets the sidecar's gRPC endpoint.</summary>
    /// <param name="grpcEndpoint">An absolute http or https URI.</param>
    /// <returns>This builder.</returns>
    public DaprGenericClientBuilder<TClientBuilder> UseGrpcEndpoint(string grpcEndpoint)
    {
        ArgumentException.ThrowIfNullOrEmpty(grpcEndpoint);
        GrpcEndpoint = grpcEndpoint;
        return this;
    }

    /// <summary>Sets how JSON is read and written.</summary>
    /// <param name="options">The options; Web defaults unless called.</param>
    /// <returns>This builder.</returns>
    public DaprGenericClientBuilder<TClientBuilder> UseJsonSerializationOptions(JsonSerializerOptions options)
    {
        JsonSerializerOptions = options;
        return this;
    }

    /// <summary>Sets the limits of the gRPC channel.</summary>
    /// <param name="grpcChannelOptions">The limits.</param>
    /// <returns>This builder.</returns>
    public DaprGenericClientBuilder<TClientBuilder> UseGrpcChannelOptions(GrpcChannelOptions grpcChannelOptions)
    {
        GrpcChannelOptions = grpcChannelOptions;
        return this;
    }

    /// <summary>Sets the token to send to the sidecar.</summary>
    /// <param name="apiToken">The token.</param>
    /// <returns>This builder.</returns>
    public DaprGenericClientBuilder<TClientBuilder> UseDaprApiToken(string apiToken)
    {
        DaprApiToken = apiToken;
        return this;
    }

    /// <summary>Sets how long an HTTP call may take.</summary>
    /// <param name="timeout">The time; zero keeps HttpClient's default.</param>
    /// <returns>This builder.</returns>
    public DaprGenericClientBuilder<TClientBuilder> UseTimeout(TimeSpan timeout)
    {
        Timeout = timeout;
        return this;
    }

    /// <summary>Builds the client.</summary>
    /// <returns>A new client.</returns>
    public abstract TClientBuilder Build();
}
