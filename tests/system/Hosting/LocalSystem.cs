using Checkout.Api;
using Checkout.Fulfilment;
using Checkout.Local.Psps;
using Checkout.Local.Sidecar;
using Checkout.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.SystemTests.Hosting;

/// <summary>The whole local system in this process, on free ports: four sidecars, three services, the simulated PSPs.</summary>
public sealed class LocalSystem : IAsyncLifetime
{
    private readonly string[] settings;
    private readonly SystemFolder folder = new(new SystemPorts());
    private readonly List<WebApplication> apps = [];
    private ChosenStore? store;
    private SidecarHost? sidecars;

    public LocalSystem()
        : this([])
    {
    }

    /// <param name="settings">Configuration of the services, e.g. <c>--Checkout:ChallengeDeadline=00:00:01</c>.</param>
    internal LocalSystem(params string[] settings) => this.settings = settings;

    /// <summary>A merchant of the sample tenant.</summary>
    public Merchant Merchant => new(Address(8080));

    public Uri Api => Address(8080);

    public Uri Psps => Address(8090);

    public Uri Payments => Address(8081);

    public Uri Fulfilment => Address(8082);

    /// <summary>The sidecar of checkout-api.</summary>
    internal Uri CheckoutSidecar => Address(3500);

    /// <summary>The sidecar of fulfilment-activity.</summary>
    internal Uri FulfilmentSidecar => Address(3502);

    internal string Data => folder.Data;

    /// <summary>What checkout-api is made of, for tests that run a part of it under conditions of their own.</summary>
    internal IServiceProvider CheckoutServices => apps[^1].Services;

    public async ValueTask InitializeAsync()
    {
        store = await ChosenStore.PrepareAsync(folder);
        await ChosenBroker.PrepareAsync(folder);
        await StartAsync(PspsApp.Create(
        [
            Url(8090),
            $"--Ledger:File={Path.Combine(folder.Data, "psp-ledger.db")}",
            $"--Stripe:WebhookUrl={new Uri(Payments, "/notifications/stripe")}",
            "--Stripe:SettlementDelay=00:00:00.500",
            $"--Adyen:WebhookUrl={new Uri(Payments, "/notifications/adyen")}",
            "--Adyen:SettlementDelay=00:00:00.500",
            $"--PayPal:WebhookUrl={new Uri(Payments, "/notifications/paypal")}",
            Quiet,
        ]));
        await StartSidecarsAsync();
        await StartAsync(CreateFulfilment());
        await StartAsync(CreatePayments());
        await StartAsync(CheckoutApiApp.Create(
            Service(8080, 3500, 50001, $"--Catalogue:File={Seed("catalogue.json")}")));
        await Task.WhenAll(UntilReadyAsync(Fulfilment), UntilReadyAsync(Payments), UntilReadyAsync(Api));
    }

    /// <summary>Takes the payment service away, until <see cref="StartPaymentsAsync"/>.</summary>
    internal ValueTask StopPaymentsAsync() => apps[PaymentsIndex].DisposeAsync();

    internal async Task StartPaymentsAsync()
    {
        apps[PaymentsIndex] = CreatePayments();
        await apps[PaymentsIndex].StartAsync(TestContext.Current.CancellationToken);
        await UntilReadyAsync(Payments);
    }

    /// <summary>Takes the fulfilment service away, until <see cref="StartFulfilmentAsync"/>.</summary>
    internal ValueTask StopFulfilmentAsync() => apps[FulfilmentIndex].DisposeAsync();

    internal async Task StartFulfilmentAsync()
    {
        apps[FulfilmentIndex] = CreateFulfilment();
        await apps[FulfilmentIndex].StartAsync(TestContext.Current.CancellationToken);
        await UntilReadyAsync(Fulfilment);
    }

    /// <summary>Takes all sidecars away, until <see cref="StartSidecarsAsync"/>.</summary>
    internal async Task StopSidecarsAsync()
    {
        await sidecars.ShouldNotBeNull().DisposeAsync();
        sidecars = null;
    }

    internal async Task StartSidecarsAsync() => sidecars = await SidecarHost.StartAsync(
        [
            Sidecar("checkout-api", 8080, 3500, 50001),
            Sidecar("payment-activity", 8081, 3501, 50002),
            Sidecar("fulfilment-activity", 8082, 3502, 50003),
        ],
        folder.Root,
        NullLoggerFactory.Instance,
        TimeProvider.System,
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(apps))
        {
            await app.DisposeAsync();
        }

        if (sidecars is not null)
        {
            await sidecars.DisposeAsync();
        }

        if (store is not null)
        {
            await store.DisposeAsync();
        }

        folder.Dispose();
    }

    private const string Quiet = "--Logging:LogLevel:Default=Warning";
    private const int FulfilmentIndex = 1;
    private const int PaymentsIndex = 2;

    private WebApplication CreateFulfilment() => FulfilmentApp.Create(Service(8082, 3502, 50003, "--Webhooks:AllowLocal=true"));

    private WebApplication CreatePayments() => PaymentApp.Create(
        Service(8081, 3501, 50002, "--Stripe:SearchDelay=00:00:00", $"--StoredMethods:File={Seed("stored-methods.json")}"));

    private string Seed(string file) => Path.Combine(folder.Resources, "seed", file);

    private static async Task UntilReadyAsync(Uri service)
    {
        using var http = new HttpClient { BaseAddress = service };
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await http.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }, () => $"{service} did not become ready.");
    }

    private async Task StartAsync(WebApplication app)
    {
        apps.Add(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    private SidecarOptions Sidecar(string appId, int appPort, int httpPort, int grpcPort) => new()
    {
        AppId = appId,
        AppPort = folder.Ports[appPort],
        HttpPort = folder.Ports[httpPort],
        GrpcPort = folder.Ports[grpcPort],
        ResourcesPaths = [folder.Resources],
        ConfigFile = Path.Combine(folder.Resources, "configuration.yaml"),
    };

    private string[] Service(int port, int httpPort, int grpcPort, params string[] more) =>
    [
        Url(port),
        Quiet,
        $"--DAPR_HTTP_PORT={folder.Ports[httpPort]}",
        $"--DAPR_GRPC_PORT={folder.Ports[grpcPort]}",
        .. more,
        .. settings,
    ];

    private string Url(int port) => $"--urls={Address(port)}";

    private Uri Address(int port) => new($"http://localhost:{folder.Ports[port]}");
}
