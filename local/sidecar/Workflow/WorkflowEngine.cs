using Checkout.Local.Sidecar.State;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Runs the workflows of all apps: event-sourced over the actor state store, spoken to as daprd is.</summary>
internal sealed class WorkflowEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly EngineServices? services;

    private WorkflowEngine(IStateStore? store, TimeProvider time, ILoggerFactory loggers)
    {
        if (store is not null)
        {
            services = new EngineServices(
                new WorkflowJournal(store), new TimerQueue(time), time, loggers.CreateLogger<WorkflowEngine>(), stopping.Token);
        }
    }

    /// <summary>Starts the engine and takes up what the store holds.</summary>
    /// <param name="actorStore">The component marked as actor state store; without it no workflow can run.</param>
    /// <param name="appIds">Apps whose workflows are taken up again.</param>
    /// <param name="time">Clock of timers and events.</param>
    /// <param name="loggers">Where the engine reports trouble.</param>
    /// <param name="ct">Gives the start up.</param>
    internal static async Task<WorkflowEngine> StartAsync(
        IStateStore? actorStore, IReadOnlyList<string> appIds, TimeProvider time, ILoggerFactory loggers, CancellationToken ct)
    {
        var engine = new WorkflowEngine(actorStore, time, loggers);
        if (engine.services is { } services)
        {
            foreach (var appId in appIds)
            {
                await RecoverAsync(services, appId, ct);
            }
        }

        return engine;
    }

    /// <summary>Maps the workflow service and the workflow methods of the Dapr service for one app.</summary>
    internal void MapGrpc(IEndpointRouteBuilder grpcRoutes, string appId)
    {
        if (services is not null)
        {
            new TaskHubService(services, appId).Map(grpcRoutes);
            new DaprWorkflowMethods(services, appId).Map(grpcRoutes);
        }
    }

    /// <summary>Maps the HTTP management API for one app.</summary>
    internal void MapHttp(IEndpointRouteBuilder httpRoutes, string appId) => new WorkflowHttpApi(services, appId).Map(httpRoutes);

    /// <summary>How many work item streams the app's workers hold open.</summary>
    internal int ConnectedWorkers(string appId) => services?.WorkersOf(appId).Streams ?? 0;

    /// <summary>Ends all streams and calls. Nothing is waited for: what was not durable is as after a crash.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
        {
            return;
        }

        await stopping.CancelAsync();
        services?.Journal.Close();
        services?.Timers.Dispose();
    }

    private static async Task RecoverAsync(EngineServices services, string appId, CancellationToken ct)
    {
        List<(InstanceKey Key, string Run)> active = [];
        await foreach (var found in services.Journal.ActiveAsync(appId, ct))
        {
            active.Add(found);
        }

        foreach (var (key, run) in active)
        {
            var (generation, inbox) = await services.Journal.LoadAsync(key, run, ct);
            var actor = new InstanceActor(key, run, services);
            services.Active[key] = actor;
            actor.Recover(generation, inbox);
        }
    }
}
