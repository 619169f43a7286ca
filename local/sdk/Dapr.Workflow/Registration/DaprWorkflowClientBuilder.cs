using System.Text.Json;
using Dapr.Common;
using Dapr.Common.Channels;
using Dapr.Common.Serialization;
using Dapr.Workflow.Serialization;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Workflow.Registration;

/// <summary>Builds a <see cref="DaprWorkflowClient"/>.</summary>
/// <param name="configuration">Looked at before the environment for endpoint and token.</param>
public sealed class DaprWorkflowClientBuilder(IConfiguration? configuration = null)
    : DaprGenericClientBuilder<DaprWorkflowClient>(configuration)
{
    private Func<IServiceProvider, IDaprSerializer>? serializerFactory;
    private IServiceProvider? services;
    private SidecarChannel? sharedChannel;

    /// <summary>Sets how payloads are written and read.</summary>
    /// <param name="serializer">The serializer.</param>
    /// <returns>This builder.</returns>
    public DaprWorkflowClientBuilder UseSerializer(IDaprSerializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        serializerFactory = _ => serializer;
        return this;
    }

    /// <summary>Sets how payloads are written and read.</summary>
    /// <param name="serializerFactory">Makes the serializer.</param>
    /// <returns>This builder.</returns>
    public DaprWorkflowClientBuilder UseSerializer(Func<IServiceProvider, IWorkflowSerializer> serializerFactory)
    {
        ArgumentNullException.ThrowIfNull(serializerFactory);
        this.serializerFactory = serializerFactory;
        return this;
    }

    /// <summary>Sets the JSON options of payloads.</summary>
    /// <param name="jsonOptions">The options.</param>
    /// <returns>This builder.</returns>
    public DaprWorkflowClientBuilder UseJsonSerializer(JsonSerializerOptions jsonOptions) =>
        UseSerializer(new JsonDaprSerializer(jsonOptions));

    /// <inheritdoc/>
    public override DaprWorkflowClient Build()
    {
        var serializer = serializerFactory?.Invoke(services ?? new ServiceCollection().BuildServiceProvider())
            ?? new JsonDaprSerializer(new JsonSerializerOptions(JsonSerializerDefaults.Web));
        return sharedChannel is { } shared
            ? new DaprWorkflowClient(shared, serializer)
            : new DaprWorkflowClient(new SidecarChannel(GrpcEndpoint, DaprApiToken, GrpcChannelOptions), serializer, ownsChannel: true);
    }

    internal DaprWorkflowClientBuilder Share(IServiceProvider provider, SidecarChannel channel)
    {
        services = provider;
        sharedChannel = channel;
        return this;
    }
}
