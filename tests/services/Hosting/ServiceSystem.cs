using System.Net;
using System.Net.Sockets;
using System.Text;
using Checkout.Local.Sidecar;
using Dapr.Client;
using Dapr.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Checkout.Services.Tests.Hosting;

/// <summary>A service as it runs: over its own sidecar, with a SQLite file as state store, on free ports.</summary>
/// <param name="appId">The service's Dapr app ID.</param>
public abstract class ServiceSystem(string appId) : IAsyncLifetime
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

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("checkout-service-");
    private SidecarHost? sidecar;
    private WebApplication? service;

    internal HttpClient Http { get; } = new();

    internal IServiceProvider Services => service.ShouldNotBeNull().Services;

    internal DaprClient Dapr => Services.GetRequiredService<DaprClient>();

    /// <summary>Folder of the resources and of the state.</summary>
    protected string Folder => folder.FullName;

    protected virtual IEnumerable<string> Settings => [];

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        await WriteAsync("statestore.yaml", StateStore);
        await PrepareAsync();
        var ports = FreePorts(3);
        var options = new SidecarOptions
        {
            AppId = appId, AppPort = ports[0], HttpPort = ports[1], GrpcPort = ports[2], ResourcesPaths = [Folder],
        };
        sidecar = await SidecarHost.StartAsync([options], Folder, NullLoggerFactory.Instance, TimeProvider.System, cancel);
        service = Create(
        [
            $"--urls=http://127.0.0.1:{ports[0]}",
            $"--DAPR_HTTP_PORT={ports[1]}",
            $"--DAPR_GRPC_PORT={ports[2]}",
            "--Logging:LogLevel:Default=Error",
            .. Settings,
        ]);
        await service.StartAsync(cancel);
        Http.BaseAddress = new Uri($"http://127.0.0.1:{ports[0]}");
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
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
        ActivatorUtilities.CreateInstance<TActivity>(Services).RunAsync(Substitute.For<WorkflowActivityContext>(), input);

    /// <summary>Everything that the state store has on disk, one character a byte.</summary>
    internal string Disk()
    {
        var text = new StringBuilder();
        foreach (var file in folder.GetFiles("state.db*"))
        {
            using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    protected abstract WebApplication Create(string[] args);

    /// <summary>Writes what else the service needs and starts what it talks to.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    protected Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(Folder, name), text);

    private static List<int> FreePorts(int count)
    {
        // All are held open until the last is known, so that none is given twice.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
