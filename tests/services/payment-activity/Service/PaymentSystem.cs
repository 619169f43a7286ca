using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Checkout.Contracts;
using Checkout.Local.Psps;
using Checkout.Local.Sidecar;
using Checkout.Payments;
using Dapr.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Checkout.Services.Tests.PaymentActivity.Service;

/// <summary>The payment service as it runs: its sidecar over a SQLite file, the simulated PSP behind the HTTPEndpoint resource.</summary>
public sealed class PaymentSystem : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("payments-");
    private readonly List<WebApplication> apps = [];
    private SidecarHost? sidecar;

    internal HttpClient Http { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var psps = PspsApp.Create(["--urls=http://127.0.0.1:0", Quiet]);
        await StartAsync(psps);
        await WriteResourcesAsync(psps.Urls.Single());

        var (app, http, grpc) = FreePorts();
        var options = new SidecarOptions
        {
            AppId = AppIds.Payment,
            AppPort = app,
            HttpPort = http,
            GrpcPort = grpc,
            ResourcesPaths = [folder.FullName],
        };
        sidecar = await SidecarHost.StartAsync(
            [options],
            folder.FullName,
            NullLoggerFactory.Instance,
            TimeProvider.System,
            cancel);
        await StartAsync(PaymentApp.Create(
        [
            $"--urls=http://127.0.0.1:{app}",
            $"--DAPR_HTTP_PORT={http}",
            $"--DAPR_GRPC_PORT={grpc}",
            $"--StoredMethods:File={Path.Combine(folder.FullName, "stored-methods.json")}",
            "--Payments:PspTimeout=00:00:01",
            Quiet,
        ]));
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{app}") };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var app in Enumerable.Reverse(apps))
        {
            await app.DisposeAsync();
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
        ActivatorUtilities.CreateInstance<TActivity>(apps[^1].Services).RunAsync(Substitute.For<WorkflowActivityContext>(), input);

    /// <summary>Everything that the state store has on disk, as Latin-1 text.</summary>
    internal string Disk()
    {
        var text = new System.Text.StringBuilder();
        foreach (var file in folder.GetFiles("state.db*"))
        {
            using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    private const string Quiet = "--Logging:LogLevel:Default=Error";

    private async Task StartAsync(WebApplication app)
    {
        apps.Add(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    private async Task WriteResourcesAsync(string psps)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await WriteAsync("secrets.json", $$"""{ "vault-key-1": "{{key}}", "stripe-authorization": "Bearer sk_test_local_checkout" }""");
        await WriteAsync("stored-methods.json", """
            [{
              "tenantId": "acme", "provider": "stripe", "pspToken": "pm_card_visa",
              "method": {
                "paymentMethodUrn": "pm.00.482.7", "customerUrn": "cu.00.482", "paymentChannel": "CreditCard",
                "maskedCardNumber": "411111******1111", "cardType": "Visa", "expireMonth": "12", "expireYear": "2030",
                "cardAlias": "Jane's Visa", "state": "Active", "storedAt": "2026-01-15T09:30:00Z"
              }
            }]
            """);
        await WriteAsync("statestore.yaml", """
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
            """);
        await WriteAsync("secretstore.yaml", """
            apiVersion: dapr.io/v1alpha1
            kind: Component
            metadata:
              name: secretstore
            spec:
              type: secretstores.local.file
              version: v1
              metadata:
                - name: secretsFile
                  value: secrets.json
            """);
        await WriteAsync("psp-stripe.yaml", $"""
            apiVersion: dapr.io/v1alpha1
            kind: HTTPEndpoint
            metadata:
              name: psp-stripe
            spec:
              baseUrl: {psps}/stripe
              headers:
                - name: Authorization
                  secretKeyRef:
                    name: stripe-authorization
                    key: stripe-authorization
            auth:
              secretStore: secretstore
            """);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);

    private static (int First, int Second, int Third) FreePorts()
    {
        // All are held open until the last is known, so that none is given twice.
        var listeners = Enumerable.Range(0, 3).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Dispose());
        return (ports[0], ports[1], ports[2]);
    }
}
