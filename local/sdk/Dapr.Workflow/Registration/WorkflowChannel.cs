using Dapr.Common.Channels;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;

namespace Dapr.Workflow;

/// <summary>The one channel that worker and client share.</summary>
internal sealed class WorkflowChannel(WorkflowRuntimeOptions options, WorkflowGrpcLimits limits, IConfiguration? configuration = null)
    : IDisposable
{
    public SidecarChannel Channel { get; } = new(
        DaprDefaults.GetDefaultGrpcEndpoint(configuration),
        DaprDefaults.GetDefaultDaprApiToken(configuration),
        limits.Options ?? options.GrpcChannelOptions);

    public void Dispose() => Channel.Dispose();
}

/// <summary>Message limits set on the builder; they go before those of <see cref="WorkflowRuntimeOptions"/>.</summary>
internal sealed class WorkflowGrpcLimits
{
    public GrpcChannelOptions? Options { get; init; }
}
