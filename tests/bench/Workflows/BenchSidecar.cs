using System.Net;
using System.Net.Sockets;
using Checkout.Local.Sidecar;
using Microsoft.Extensions.Logging;

namespace Checkout.Bench.Workflows;

/// <summary>The sidecars of the benchmark's apps over a SQLite file, in a process of their own.</summary>
internal static class BenchSidecar
{
    private const string State = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: statestore }
        spec:
          type: state.sqlite
          version: v1
          metadata:
            - { name: connectionString, value: "state.db" }
            - { name: actorStateStore, value: "true" }
        """;

    /// <summary>Writes the resources into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="retention">How long finished workflows are kept; null for ever.</param>
    public static void WriteResources(string folder, TimeSpan? retention)
    {
        File.WriteAllText(Path.Combine(folder, "state.yaml"), State);
        if (retention is { TotalSeconds: var seconds })
        {
            File.WriteAllText(Path.Combine(folder, "configuration.yaml"), $$"""
                apiVersion: dapr.io/v1alpha1
                kind: Configuration
                metadata: { name: bench }
                spec: { workflow: { stateRetentionPolicy: { anyTerminal: "{{seconds}}s" } } }
                """);
        }
    }

    /// <summary>Serves until the standard input ends.</summary>
    /// <param name="folder">Folder with the resources, and where the database goes.</param>
    /// <param name="ports">gRPC port of each app in the order orders, payment, fulfilment; the last one is of the metrics.</param>
    /// <param name="cancellation">Gives the start up.</param>
    public static async Task RunAsync(string folder, int[] ports, CancellationToken cancellation)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning));
        var configuration = Path.Combine(folder, "configuration.yaml");
        string[] apps = [BenchApps.Orders, BenchApps.Payment, BenchApps.Fulfilment];
        var options = apps.Select((appId, n) => new SidecarOptions
        {
            AppId = appId,
            GrpcPort = ports[n],
            HttpPort = FreePort(),
            MetricsPort = n == 0 ? ports[^1] : null,
            ResourcesPaths = [folder],
            ConfigFile = File.Exists(configuration) ? configuration : null,
        });
        await using var sidecars = await SidecarHost.StartAsync([.. options], folder, loggers, TimeProvider.System, cancellation);
        Console.WriteLine(BenchProcess.Ready);
        await Console.In.ReadToEndAsync(cancellation);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
