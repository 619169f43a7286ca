using System.Net;
using System.Net.Sockets;
using Checkout.Contracts;
using Checkout.Fulfilment;
using Checkout.Local.Sidecar;
using Dapr.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Checkout.Services.Tests.FulfilmentActivity.Service;

/// <summary>The fulfilment service as it runs: over its own sidecar, with a SQLite file as state store.</summary>
public sealed class FulfilmentSystem : IAsyncLifetime
{
    private const string StateStore = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata:
          name: statestore
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - name: connectionString
              value: state.db
            - name: actorStateStore
              value: "true"
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fulfilment-");
    private SidecarHost? sidecar;
    private WebApplication? service;

    internal HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "statestore.yaml"), StateStore, cancel);
        var (app, http, grpc) = FreePorts();
        var options = new SidecarOptions
        {
            AppId = AppIds.Fulfilment, AppPort = app, HttpPort = http, GrpcPort = grpc, ResourcesPaths = [folder.FullName],
        };
        sidecar = await SidecarHost.StartAsync(
            [options],
            folder.FullName,
            NullLoggerFactory.Instance,
            TimeProvider.System,
            cancel);
        service = FulfilmentApp.Create(
        [
            $"--urls=http://127.0.0.1:{app}", $"--DAPR_HTTP_PORT={http}", $"--DAPR_GRPC_PORT={grpc}", "--Logging:LogLevel:Default=Error",
        ]);
        await service.StartAsync(cancel);
        Http.BaseAddress = new Uri($"http://127.0.0.1:{app}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (service is not null)
        {
            await service.DisposeAsync();
        }

        if (sidecar is not null)
        {
            await sidecar.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Runs an activity of the service as its worker would.</summary>
    internal Task<TOutput> RunAsync<TActivity, TInput, TOutput>(TInput input)
        where TActivity : WorkflowActivity<TInput, TOutput> =>
        ActivatorUtilities.CreateInstance<TActivity>(service.ShouldNotBeNull().Services)
            .RunAsync(Substitute.For<WorkflowActivityContext>(), input);

    private static (int App, int Http, int Grpc) FreePorts()
    {
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Stop());
        return (ports[0], ports[1], ports[2]);
    }
}
