using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using Checkout.Local.Psps;
using Checkout.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers.Adyen;
using Checkout.Tests.Specifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

/// <summary>
/// The Adyen provider against the simulated PSP on a free port, with its notifications coming in. The client adds what the HTTPEndpoint
/// resource would, and checks every request and every answer against Adyen's published schemas.
/// </summary>
public sealed class SimulatedAdyen : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly InMemoryDapr dapr = new();
    private readonly ConcurrentDictionary<string, bool> keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> schemas = new(StringComparer.Ordinal);
    private readonly WebApplication merchant;
    private WebApplication? psps;

    public SimulatedAdyen()
    {
        Notifications = new AdyenNotifications(
            dapr.Client, new AdyenBook(dapr.Client), new AdyenOptions(), NullLogger<AdyenNotifications>.Instance);
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        merchant = builder.Build();
        merchant.MapPost("/notifications/adyen", async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellationToken);
            var message = new NotificationMessage(request.Headers, body.ToArray());
            return await Notifications.TakeAsync(message, cancellationToken) is null ? Results.Unauthorized() : Results.Accepted();
        });
    }

    internal AdyenNotifications Notifications { get; }

    /// <summary>The schemas that messages were checked against.</summary>
    internal ICollection<string> Judged => schemas.Keys;

    internal bool HasSeen(string key) => keys.ContainsKey(key);

    private Uri Address => new(psps.ShouldNotBeNull().Urls.Single());

    public async ValueTask InitializeAsync()
    {
        await merchant.StartAsync();
        psps = PspsApp.Create(
        [
            "--urls=http://127.0.0.1:0",
            $"--Adyen:WebhookUrl={merchant.Urls.Single()}/notifications/adyen",
            "--Adyen:SettlementDelay=00:00:00.1",
        ]);
        await psps.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (psps is not null)
        {
            await psps.DisposeAsync();
        }

        await merchant.DisposeAsync();
        await metrics.DisposeAsync();
    }

    /// <summary>A provider over the shared state, or over one of its own, to which no notification comes.</summary>
    internal AdyenProvider Provider(string key = "AQE_test_local_checkout", bool isDeaf = false)
    {
        var http = new HttpClient(new EndpointHandler(new Uri(Address, "/adyen/v72"), key, keys, schemas))
        {
            BaseAddress = new Uri("http://psp-adyen"),
        };
        var api = new AdyenApi(
            http,
            new PaymentOptions { PspTimeout = TimeSpan.FromSeconds(30) },
            new PaymentMetrics(metrics.GetRequiredService<IMeterFactory>()),
            TimeProvider.System,
            NullLogger<AdyenApi>.Instance);
        return new AdyenProvider(api, new AdyenBook((isDeaf ? new InMemoryDapr() : dapr).Client), Notifications, new AdyenOptions());
    }

    internal async Task<LedgerTotals> TotalsAsync(string trackingNumber)
    {
        using var http = new HttpClient { BaseAddress = Address };
        return (await http.GetFromJsonAsync<LedgerView>($"/ledger?reference={trackingNumber}")).ShouldNotBeNull().Totals;
    }

    /// <summary>Repeats a question until a notification has changed its answer.</summary>
    internal static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isEnough)
    {
        using var deadline = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Interval);
        var answer = await ask();
        while (!isEnough(answer))
        {
            await timer.WaitForNextTickAsync(deadline.Token);
            answer = await ask();
        }

        return answer;
    }

    /// <summary>Decides at the bank's page.</summary>
    /// <returns>The <c>redirectResult</c> with which the browser comes back.</returns>
    internal static async Task<string> AnswerChallengeAsync(string url, string outcome)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("outcome", outcome)]);
        using var response = await http.PostAsync(url, form);
        return response.Headers.Location.ShouldNotBeNull().OriginalString.Split("redirectResult=")[1];
    }

    internal sealed record LedgerTotals(int Charges, long Captured, long Refunded, long Held);

    private sealed record LedgerView(LedgerTotals Totals);

    private sealed class EndpointHandler(
        Uri baseUrl, string key, ConcurrentDictionary<string, bool> keys, ConcurrentDictionary<string, bool> schemas)
        : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri.ShouldNotBeNull().AbsolutePath;
            var body = await request.Content.ShouldNotBeNull().ReadAsStringAsync(cancellationToken);
            Judge(AdyenSpecification.RequestOf(path), body);
            var idempotencyKey = request.Headers.GetValues("Idempotency-Key").Single();
            idempotencyKey.Length.ShouldBeLessThanOrEqualTo(64);
            keys[idempotencyKey] = true;

            request.RequestUri = new Uri(baseUrl.AbsoluteUri + path);
            request.Headers.Add("X-API-Key", key);
            var response = await base.SendAsync(request, cancellationToken);
            Judge(
                AdyenSpecification.AnswerOf(path, (int)response.StatusCode), await response.Content.ReadAsStringAsync(cancellationToken));
            return response;
        }

        private void Judge(string schema, string message)
        {
            AdyenSpecification.ShouldAllow(schema, message);
            schemas[schema] = true;
        }
    }
}
