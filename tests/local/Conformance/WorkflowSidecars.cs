using System.Text.Json.Nodes;
using Checkout.Local.Sidecar.State;
using Checkout.Local.Tests.Sidecar.Workflow;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Conformance;

/// <summary>What workflow recordings are played against: the local engine on an empty store, or the sidecars that run already.</summary>
internal sealed class WorkflowSidecars : IAsyncDisposable
{
    private readonly InMemoryStateStore store = new(TimeProvider.System);
    private readonly Dictionary<string, (HttpClient Http, GrpcClient Grpc)> foreign = new(StringComparer.Ordinal);
    private EngineHost? local;

    private WorkflowSidecars()
    {
    }

    internal static async Task<WorkflowSidecars> StartAsync()
    {
        var sidecars = new WorkflowSidecars();
        foreach (var (app, ports) in RunningPorts.Sidecars)
        {
            sidecars.foreign[app] = (
                new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports.Http}") },
                new GrpcClient(new Uri($"http://127.0.0.1:{ports.Grpc}")));
            await PurgeAsync(sidecars.foreign[app].Grpc);
        }

        sidecars.local = sidecars.foreign.Count == 0 ? await EngineHost.StartAsync(sidecars.store) : null;
        return sidecars;
    }

    internal GrpcClient Grpc(string app)
    {
        Assert.SkipWhen(local is null && !foreign.ContainsKey(app), $"needs a sidecar of {app}, which CONFORMANCE_SIDECARS does not name");
        return local?.Grpc(app) ?? foreign[app].Grpc;
    }

    /// <summary>Open work item streams of an app.</summary>
    internal async Task<int> WorkersAsync(string app)
    {
        if (local is not null)
        {
            return local.Engine.ConnectedWorkers(app);
        }

        var metadata = JsonNode.Parse(await foreign[app].Http.GetStringAsync(new Uri("/v1.0/metadata", UriKind.Relative)));
        return metadata?["workflows"]?["connectedWorkers"]?.GetValue<int>() ?? 0;
    }

    /// <summary>Ends the sidecars and starts them over the same store.</summary>
    internal async Task RestartAsync()
    {
        Assert.SkipWhen(local is null, "restarts the sidecar, which this test must not do to running ones");
        await (local?.RestartAsync() ?? Task.CompletedTask);
    }

    /// <summary>A result becomes durable with its turn, or a moment later when the turn is not answered.</summary>
    internal async Task UntilDurableAsync()
    {
        if (local is not null)
        {
            await Eventually.AsSoonAsAsync(() => Task.FromResult(local.Engine.IsAllDurable));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (local?.DisposeAsync() ?? ValueTask.CompletedTask);
        await store.DisposeAsync();
        foreach (var (http, grpc) in foreign.Values)
        {
            http.Dispose();
            grpc.Dispose();
        }
    }

    /// <summary>Removes what scenarios before left behind.</summary>
    private static async Task PurgeAsync(GrpcClient client)
    {
        var left = await client.TaskHubAsync("ListInstanceIDs", new ListInstanceIDsRequest(), ListInstanceIDsResponse.Parser);
        foreach (var id in left.InstanceIds)
        {
            var purge = new PurgeInstancesRequest { InstanceId = id, Force = true };
            await client.TaskHubAsync("PurgeInstances", purge, PurgeInstancesResponse.Parser);
        }
    }
}
