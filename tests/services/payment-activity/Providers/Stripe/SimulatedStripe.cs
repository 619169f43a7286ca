using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Checkout.Local.Psps;
using Checkout.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers.Stripe;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

/// <summary>The Stripe provider against the simulated PSP on a free port; the client adds what the HTTPEndpoint resource would.</summary>
public sealed class SimulatedStripe : IAsyncLifetime
{
    private readonly WebApplication merchant = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]).Build();
    private readonly ConcurrentQueue<ProviderEvent> events = [];
    private WebApplication? psps;

    internal StripeRecorder Recorder { get; } = new();

    private Uri Address => new(psps.ShouldNotBeNull().Urls.Single());

    public async ValueTask InitializeAsync()
    {
        merchant.MapPost("/notifications/stripe", TakeAsync);
        await merchant.StartAsync();
        psps = PspsApp.Create(
        [
            "--urls=http://127.0.0.1:0",
            $"--Stripe:WebhookUrl={merchant.Urls.Single()}/notifications/stripe",
            "--Stripe:SettlementDelay=00:00:00.100",
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
    }

    /// <summary>Waits until the simulated PSP has told something of an order.</summary>
    internal async Task<ProviderEvent> UntilToldAsync(string trackingNumber, string kind)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (events.FirstOrDefault(told => (told.TrackingNumber, told.Kind).Equals((trackingNumber, kind))) is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    internal StripeProvider Provider(TimeSpan? timeout = null, string key = "sk_test_local_checkout")
    {
        var endpoint = new EndpointHandler(new Uri(Address, "/stripe"), key, Recorder);
        var http = new HttpClient(endpoint) { BaseAddress = new Uri("http://psp-stripe") };
        var options = new PaymentOptions { PspTimeout = timeout ?? TimeSpan.FromSeconds(30) };
        var api = new StripeApi(
            http, options, new PaymentMetrics(TestMeters.Factory), TimeProvider.System, NullLogger<StripeApi>.Instance);
        var notifications = new StripeNotifications(
            new InMemoryDapr().Client, api, new StripeOptions(), TimeProvider.System, NullLogger<StripeNotifications>.Instance);
        return new StripeProvider(api, new StripeStoredCards(api), notifications, new StripeOptions());
    }

    private async Task<IResult> TakeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        var message = new NotificationMessage(request.Headers, body.ToArray());
        if (await Provider().TakeNotificationAsync(message, cancellationToken) is not { } told)
        {
            return Results.Unauthorized();
        }

        foreach (var one in told)
        {
            events.Enqueue(one);
        }

        return Results.Accepted();
    }

    internal async Task<LedgerTotals> TotalsAsync(string trackingNumber)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var view = await http.GetFromJsonAsync<LedgerView>($"/ledger?reference={trackingNumber}");
        return view.ShouldNotBeNull().Totals;
    }

    internal static async Task AnswerChallengeAsync(string url, string outcome)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var form = new FormUrlEncodedContent([new("outcome", outcome)]);
        using var response = await http.PostAsync(url, form);
        ((int)response.StatusCode).ShouldBe(303);
    }

    internal sealed record LedgerTotals(int Charges, long Captured, long Refunded, long Held);

    private sealed record LedgerView(LedgerTotals Totals);

    private sealed class EndpointHandler(Uri baseUrl, string key, StripeRecorder recorder) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var target = request.RequestUri.ShouldNotBeNull();
            if (request.Headers.TryGetValues("Idempotency-Key", out var keys))
            {
                recorder.Add(keys.Single());
            }

            request.RequestUri = new Uri(baseUrl.AbsoluteUri + target.PathAndQuery);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>The idempotency keys that were sent.</summary>
internal sealed class StripeRecorder
{
    private readonly ConcurrentDictionary<string, bool> keys = new(StringComparer.Ordinal);

    public void Add(string key) => keys[key] = true;

    public bool HasSeen(string key) => keys.ContainsKey(key);
}
