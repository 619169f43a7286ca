using Checkout.Local.Sidecar.Hosting;
using Checkout.Local.Sidecar.Invocation;
using Checkout.Local.Sidecar.Metrics;
using Checkout.Local.Sidecar.Resources;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.Workflow;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar;

/// <summary>The sidecars of all apps of one run, in this process. Speaks Dapr's HTTP and gRPC API as daprd 1.18.3 does.</summary>
public sealed class SidecarHost : IAsyncDisposable
{
    private readonly RunResources resources;
    private readonly WorkflowEngine workflows;
    private readonly List<AppSidecar> sidecars;
    private readonly IReadOnlyDictionary<string, Func<AppSidecar>> create;

    private SidecarHost(
        RunResources resources, WorkflowEngine workflows, List<AppSidecar> sidecars, IReadOnlyDictionary<string, Func<AppSidecar>> create)
    {
        this.create = create;
        this.resources = resources;
        this.workflows = workflows;
        this.sidecars = sidecars;
    }

    /// <summary>What the resources ask for that this sidecar does not do: file, kind, name, field.</summary>
    public IReadOnlyList<string> Notices => resources.Notices.Texts;

    /// <summary>What the state components have committed since the start, by component name.</summary>
    public IReadOnlyDictionary<string, StateStoreCounters> StateStores =>
        resources.StateStores.ByName.ToDictionary(store => store.Key, store => store.Value.Counters, StringComparer.Ordinal);

    /// <summary>Loads the resources and opens the ports of all apps. Does not wait for the apps.</summary>
    /// <param name="apps">One entry for each app.</param>
    /// <param name="baseDirectory">What relative paths in resources are relative to.</param>
    /// <param name="loggers">Where warnings and errors go.</param>
    /// <param name="time">Clock for times to live and workflow timers.</param>
    /// <param name="ct">Gives the start up.</param>
    /// <returns>The running sidecars.</returns>
    /// <exception cref="ResourceException">A resource file cannot be used.</exception>
    /// <exception cref="PortInUseException">A port is taken.</exception>
    public static async Task<SidecarHost> StartAsync(
        IReadOnlyList<SidecarOptions> apps, string baseDirectory, ILoggerFactory loggers, TimeProvider time, CancellationToken ct)
    {
        var opened = new RunResources(baseDirectory, loggers, time);
        WorkflowEngine? engine = null;
        var directory = new AppDirectory();
        var started = new List<AppSidecar>();
        try
        {
            var loaded = apps.Select(app => (App: app, Resources: opened.Load(app))).ToList();
            await opened.ConnectAsync(ct);
            engine = await WorkflowEngine.StartAsync(
                opened.StateStores.ActorStore, [.. apps.Select(app => app.AppId)], time, loggers, ct, opened.WorkflowSettings);
            var metrics = new MetricsEndpoint(opened.StateStores.ByName, engine);
            var factories = loaded.ToDictionary<(SidecarOptions App, AppResources Resources), string, Func<AppSidecar>>(
                app => app.App.AppId,
                app => () => new AppSidecar(app.App, app.Resources, directory, engine, metrics, time, loggers),
                StringComparer.Ordinal);
            var host = new SidecarHost(opened, engine, started, factories);
            foreach (var app in factories.Keys)
            {
                await host.StartAsync(app, ct);
            }

            return host;
        }
        catch
        {
            await StopAsync(opened, engine, started);
            throw;
        }
    }

    /// <summary>Starts the sidecar of one app: for the first time, or again after it was shut down. The others, stores and brokers stay.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="ct">Gives the start up.</param>
    /// <exception cref="PortInUseException">A port is taken.</exception>
    internal async Task StartAsync(string appId, CancellationToken ct)
    {
        var sidecar = create[appId]();
        sidecars.Add(sidecar);
        await sidecar.StartAsync(ct);
    }

    /// <summary>Ends the workers' streams, lets calls in flight end within a few seconds, then closes the stores.</summary>
    /// <returns>A task that ends when everything is closed.</returns>
    public async ValueTask DisposeAsync() => await StopAsync(resources, workflows, sidecars);

    private static async Task StopAsync(RunResources resources, WorkflowEngine? workflows, IReadOnlyList<AppSidecar> sidecars)
    {
        if (workflows is not null)
        {
            await workflows.DisposeAsync();
        }

        await Task.WhenAll(sidecars.Select(sidecar => sidecar.DisposeAsync().AsTask()));
        await resources.DisposeAsync();
    }
}
