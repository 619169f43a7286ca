using System.Net;
using System.Net.Sockets;
using Checkout.Local.Sidecar;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Local.Tests.Sidecar;

/// <summary>A real SidecarHost on free ports, with resources from YAML texts in a temporary folder.</summary>
internal sealed class RunningSidecars : IAsyncDisposable
{
    private const int FirstPort = 20_000;
    private const int Ports = 10_000;
    private static int s_lastPort = Random.Shared.Next(Ports);

    private readonly SidecarHost host;
    private readonly string folder;
    private readonly bool ownsFolder;
    private readonly Dictionary<string, HttpCaller> http = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GrpcCaller> grpc = new(StringComparer.Ordinal);

    private RunningSidecars(SidecarHost host, string folder, bool ownsFolder, IReadOnlyList<SidecarOptions> apps)
    {
        this.host = host;
        this.folder = folder;
        this.ownsFolder = ownsFolder;
        foreach (var app in apps)
        {
            http[app.AppId] = new HttpCaller(app.HttpPort);
            grpc[app.AppId] = new GrpcCaller(app.GrpcPort);
        }
    }

    public SidecarHost Host => host;

    public static async Task<RunningSidecars> StartAsync(
        string resources, IReadOnlyList<SidecarOptions>? apps = null, string? folder = null, TimeProvider? time = null, string? configuration = null)
    {
        var home = folder ?? Directory.CreateTempSubdirectory("sidecar-").FullName;
        var resourcesPath = Directory.CreateDirectory(Path.Combine(home, "resources")).FullName;
        await File.WriteAllTextAsync(Path.Combine(resourcesPath, "resources.yaml"), resources);
        var configFile = configuration is null ? null : Path.Combine(home, "configuration.yaml");
        if (configFile is not null)
        {
            await File.WriteAllTextAsync(configFile, configuration);
        }

        var complete = (apps ?? [App("orders")])
            .Select(app => app with { ResourcesPaths = [resourcesPath], ConfigFile = app.ConfigFile ?? configFile }).ToList();
        var sidecars = await SidecarHost.StartAsync(complete, home, NullLoggerFactory.Instance, time ?? TimeProvider.System, CancellationToken.None);
        return new RunningSidecars(sidecars, home, folder is null, complete);
    }

    public static SidecarOptions App(string appId, int? appPort = null) =>
        new() { AppId = appId, AppPort = appPort, HttpPort = FreePort(), GrpcPort = FreePort() };

    /// <summary>A port below the range that outgoing connections use, so that no one takes it before the test does.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref s_lastPort) % Ports);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken by another program.
            }
        }
    }

    public HttpCaller Http(string appId = "orders") => http[appId];

    public GrpcCaller Grpc(string appId = "orders") => grpc[appId];

    public async ValueTask DisposeAsync()
    {
        foreach (var client in http.Values)
        {
            client.Dispose();
        }

        foreach (var caller in grpc.Values)
        {
            caller.Dispose();
        }

        await host.DisposeAsync();
        if (ownsFolder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
