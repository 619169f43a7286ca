using Checkout.Local.Sidecar.State;
using Checkout.Local.Sidecar.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Tests.Sidecar.Workflow;

/// <summary>The engine behind real Kestrel endpoints, one gRPC and one HTTP port for each app, over a store that survives restarts.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private static readonly string[] Apps = ["orders", "billing", "shipping"];

    private readonly IStateStore store;
    private readonly List<WebApplication> servers = [];
    private readonly Dictionary<string, (GrpcClient Grpc, HttpClient Http)> clients = [];
    private WorkflowEngine? engine;

    private EngineHost(IStateStore store) => this.store = store;

    internal WorkflowEngine Engine => engine ?? throw new InvalidOperationException("The engine is down.");

    internal static async Task<EngineHost> StartAsync(IStateStore store)
    {
        var host = new EngineHost(store);
        await host.StartAsync();
        return host;
    }

    internal GrpcClient Grpc(string appId = "orders") => clients[appId].Grpc;

    internal HttpClient Http(string appId = "orders") => clients[appId].Http;

    /// <summary>Ends the engine as a kill would, but for the streams, and starts one over the same store.</summary>
    internal async Task RestartAsync(TimeProvider? time = null)
    {
        await StopAsync();
        await StartAsync(time);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task StartAsync(TimeProvider? time = null)
    {
        engine = await WorkflowEngine.StartAsync(
            store, Apps, time ?? TimeProvider.System, LoggerFactory.Create(logging => logging.AddSimpleConsole()), CancellationToken.None);
        foreach (var app in Apps)
        {
            clients[app] = (
                new GrpcClient(await ServeAsync(HttpProtocols.Http2, server => engine.MapGrpc(server, app))),
                new HttpClient { BaseAddress = await ServeAsync(HttpProtocols.Http1, server => engine.MapHttp(server, app)) });
        }
    }

    private async Task<Uri> ServeAsync(HttpProtocols protocols, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRouting();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = protocols));
        var server = builder.Build();
        map(server);
        await server.StartAsync();
        servers.Add(server);
        return new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? string.Empty);
    }

    private async Task StopAsync()
    {
        await Engine.DisposeAsync();
        foreach (var (grpc, http) in clients.Values)
        {
            grpc.Dispose();
            http.Dispose();
        }

        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }

        servers.Clear();
        engine = null;
    }
}
