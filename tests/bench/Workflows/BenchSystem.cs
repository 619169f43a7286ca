using System.Globalization;
using Dapr.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Checkout.Bench.Workflows;

/// <summary>Everything that runs: the sidecars, the two apps with steps, and in this process the app with the workflow.</summary>
internal sealed class BenchSystem : IAsyncDisposable
{
    private readonly string folder;
    private readonly IHost orders;

    private BenchSystem(string folder, IHost orders, IReadOnlyList<BenchProcess> processes, Uri metrics)
    {
        this.folder = folder;
        this.orders = orders;
        Processes = processes;
        Metrics = metrics;
        Client = orders.Services.GetRequiredService<DaprWorkflowClient>();
    }

    public IReadOnlyList<BenchProcess> Processes { get; }

    public Uri Metrics { get; }

    public DaprWorkflowClient Client { get; }

    /// <summary>Starts all of it on free ports, with the database in a new folder.</summary>
    /// <param name="under">Folder to put that folder into: the disk that is measured.</param>
    /// <param name="retention">How long finished workflows are kept; null for ever.</param>
    /// <param name="cancellation">Gives the start up.</param>
    public static async Task<BenchSystem> StartAsync(string under, TimeSpan? retention, CancellationToken cancellation)
    {
        var home = Directory.CreateDirectory(Path.Combine(under, $"bench-{Guid.NewGuid():n}")).FullName;
        BenchSidecar.WriteResources(home, retention);
        int[] ports = [.. Enumerable.Range(0, 4).Select(_ => BenchSidecar.FreePort())];
        string[] arguments = ["sidecar", home, .. ports.Select(port => port.ToString(CultureInfo.InvariantCulture))];
        List<BenchProcess> processes = [await BenchProcess.StartAsync("sidecar", cancellation, arguments)];
        processes.Add(await StartAppAsync(BenchApps.Payment, ports[1], cancellation));
        processes.Add(await StartAppAsync(BenchApps.Fulfilment, ports[2], cancellation));
        processes.Add(BenchProcess.Own("orders and load"));
        var app = BenchApps.Create(BenchApps.Orders, Address(ports[0]));
        await app.StartAsync(cancellation);
        return new BenchSystem(home, app, processes, new Uri(Address(ports[^1]), "metrics"));
    }

    public async ValueTask DisposeAsync()
    {
        await orders.StopAsync();
        orders.Dispose();
        foreach (var process in Processes.Reverse())
        {
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task<BenchProcess> StartAppAsync(string appId, int port, CancellationToken cancellation) =>
        BenchProcess.StartAsync(appId["bench-".Length..], cancellation, "app", appId, Address(port).ToString());

    private static Uri Address(int port) => new($"http://127.0.0.1:{port}");
}
