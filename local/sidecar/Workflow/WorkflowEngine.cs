using Checkout.Local.Sidecar.State;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Runs the workflows of all apps: event-sourced over the actor state store, spoken to as daprd is.</summary>
internal sealed class WorkflowEngine : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly EngineServices? services;
    private readonly IReadOnlyList<string> appIds;

    private WorkflowEngine(
        IStateStore? store,
        IReadOnlyList<string> appIds,
        IReadOnlyDictionary<string, WorkflowSettings> settings,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        this.appIds = appIds;
        if (store is not null)
        {
            services = new EngineServices(
                new WorkflowJournal(store), new TimerQueue(time), time, loggers.CreateLogger<WorkflowEngine>(), stopping.Token)
            {
                Settings = settings,
            };
        }
    }

    /// <summary>What the engine has done since its start.</summary>
    internal WorkflowCounters Counters => services?.Counters ?? new WorkflowCounters();

    /// <summary>How many instances of each app are active, and how many streams its workers hold open.</summary>
    internal IEnumerable<(string AppId, int ActiveInstances, int ConnectedWorkers)> Apps
    {
        get
        {
            var active = (services?.Active.Select(instance => instance.Key.AppId) ?? []).CountBy(appId => appId).ToDictionary();
            return appIds.Select(appId => (appId, active.GetValueOrDefault(appId), ConnectedWorkers(appId)));
        }
    }

    /// <summary>Starts the engine and takes up what the store holds.</summary>
    /// <param name="actorStore">The component marked as actor state store; without it no workflow can run.</param>
    /// <param name="appIds">Apps whose workflows are taken up again.</param>
    /// <param name="time">Clock of timers and events.</param>
    /// <param name="loggers">Where the engine reports trouble.</param>
    /// <param name="ct">Gives the start up.</param>
    /// <param name="settings">What Configurations say of workflows, by app.</param>
    internal static async Task<WorkflowEngine> StartAsync(
        IStateStore? actorStore,
        IReadOnlyList<string> appIds,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken ct,
        IReadOnlyDictionary<string, WorkflowSettings>? settings = null)
    {
        var engine = new WorkflowEngine(
            actorStore, appIds, settings ?? new Dictionary<string, WorkflowSettings>(StringComparer.Ordinal), time, loggers);
        if (engine.services is { } services)
        {
            foreach (var appId in appIds)
            {
                await InstanceRecovery.RecoverAllAsync(services, appId, ct);
                services.RetentionOf(appId).Expect(time.GetUtcNow()); // what fell due meanwhile
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

    /// <summary>Whether all that instances have got so far would survive a kill at this moment.</summary>
    internal bool IsAllDurable => services?.Active.Values.All(instance => !instance.Inbox.HasLoose) ?? true;

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
}
