using Checkout.Local.Sidecar;
using Checkout.SystemTests.Hosting;
using Dapr.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.SystemTests.Scenarios.Events;

/// <summary>Two subscribing services and a publishing one, over the same state store and broker as the system.</summary>
public sealed class EventSystem : IAsyncLifetime
{
    private readonly SystemFolder folder = new(new SystemPorts());
    private ChosenStore? store;
    private SidecarHost? sidecars;
    private EventApp? payments;
    private EventApp? fulfilment;
    private HttpClient? publisher;

    internal EventApp Payments => payments.ShouldNotBeNull();

    internal EventApp Fulfilment => fulfilment.ShouldNotBeNull();

    /// <summary>The publishing service's sidecar.</summary>
    internal HttpClient Publisher => publisher.ShouldNotBeNull();

    public async ValueTask InitializeAsync()
    {
        store = await ChosenStore.PrepareAsync(folder);
        await ChosenBroker.PrepareAsync(folder);
        var declared = Directory.CreateDirectory(Path.Combine(folder.Root, "components", "events")).FullName;
        await File.WriteAllTextAsync(Path.Combine(declared, "subscriptions.yaml"), EventResources.Subscriptions);
        await File.WriteAllTextAsync(Path.Combine(declared, "resiliency.yaml"), EventResources.Resiliency);
        payments = await StartAppAsync(8081, 3501, 50002);
        fulfilment = await StartAppAsync(8082, 3502, 50003);
        sidecars = await SidecarHost.StartAsync(
            [
                Sidecar("checkout-api", null, 3500, 50001, declared),
                Sidecar("payment-activity", 8081, 3501, 50002, declared),
                Sidecar("fulfilment-activity", 8082, 3502, 50003, declared),
            ],
            folder.Root,
            NullLoggerFactory.Instance,
            TimeProvider.System,
            TestContext.Current.CancellationToken);
        publisher = new HttpClient { BaseAddress = Address(3500) };
        await Task.WhenAll(UntilReadyAsync(3501), UntilReadyAsync(3502));
    }

    public async ValueTask DisposeAsync()
    {
        publisher?.Dispose();
        await (sidecars?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (payments?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (fulfilment?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (store?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Dispose();
    }

    private async Task<EventApp> StartAppAsync(int port, int httpPort, int grpcPort)
    {
        var dapr = new DaprClientBuilder().UseHttpEndpoint(Address(httpPort).ToString()).UseGrpcEndpoint(Address(grpcPort).ToString()).Build();
        var app = new EventApp(folder.Ports[port], dapr);
        await app.StartAsync();
        return app;
    }

    private async Task UntilReadyAsync(int httpPort)
    {
        using var http = new HttpClient { BaseAddress = Address(httpPort) };
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await http.GetAsync(new Uri("/v1.0/healthz", UriKind.Relative), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        });
    }

    private SidecarOptions Sidecar(string appId, int? appPort, int httpPort, int grpcPort, string declared) => new()
    {
        AppId = appId,
        AppPort = appPort is { } port ? folder.Ports[port] : null,
        HttpPort = folder.Ports[httpPort],
        GrpcPort = folder.Ports[grpcPort],
        ResourcesPaths = [folder.Resources, declared],
    };

    private Uri Address(int port) => new($"http://127.0.0.1:{folder.Ports[port]}");
}
