using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Checkout.Local.Psps;
using Checkout.Payments;
using Checkout.Payments.Providers.Stripe;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

/// <summary>The Stripe provider against the simulated PSP on a free port; the client adds what the HTTPEndpoint resource would.</summary>
public sealed class SimulatedStripe : IAsyncLifetime
{
    private readonly WebApplication psps = PspsApp.Create(["--urls=http://127.0.0.1:0"]);
    private readonly ServiceProvider metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();

    internal StripeRecorder Recorder { get; } = new();

    private Uri Address => new(psps.Urls.Single());

    public async ValueTask InitializeAsync() => await psps.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await psps.DisposeAsync();
        await metrics.DisposeAsync();
    }

    internal StripeProvider Provider(TimeSpan? timeout = null, string key = "sk_test_local_checkout")
    {
        var endpoint = new EndpointHandler(new Uri(Address, "/stripe"), key, Recorder);
        var http = new HttpClient(endpoint) { BaseAddress = new Uri("http://psp-stripe") };
        var options = new PaymentOptions { PspTimeout = timeout ?? TimeSpan.FromSeconds(30) };
        var api = new StripeApi(
            http,
            options,
            new PaymentMetrics(metrics.GetRequiredService<IMeterFactory>()),
            TimeProvider.System,
            NullLogger<StripeApi>.Instance);
        return new StripeProvider(api, new StripeOptions());
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
