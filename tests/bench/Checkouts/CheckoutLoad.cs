using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Checkout.Bench.Checkouts;

/// <summary>What one level of concurrency measured. Times in milliseconds.</summary>
internal sealed record CheckoutRun(
    int Concurrency,
    int Orders,
    int Failed,
    TimeSpan Elapsed,
    IReadOnlyList<double> Submit,
    IReadOnlyList<double> Poll,
    IReadOnlyList<double> EndToEnd,
    double? Commits);

/// <summary>A number of merchants, each submitting an order and polling it to its end before the next one.</summary>
internal sealed class CheckoutLoad(Uri api, Uri? metrics) : IDisposable
{
    private const int WarmUpOrders = 100;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient http = Client(api);

    public Task WarmUpAsync(CancellationToken cancellation) => RunAsync(concurrency: 4, WarmUpOrders, cancellation);

    public async Task<CheckoutRun> RunAsync(int concurrency, int orders, CancellationToken cancellation)
    {
        var (submits, polls, ends) = (new ConcurrentBag<double>(), new ConcurrentBag<double>(), new ConcurrentBag<double>());
        var failed = 0;
        var commitsBefore = await CommitsAsync(cancellation);
        var watch = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, orders), options, async (_, token) =>
        {
            var started = Stopwatch.GetTimestamp();
            var statusUrl = await SubmitAsync(token);
            submits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (await EndsDoneAsync(statusUrl, polls, token))
            {
                ends.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            else
            {
                Interlocked.Increment(ref failed);
            }
        });
        var elapsed = watch.Elapsed;
        var commits = (await CommitsAsync(cancellation) - commitsBefore) / orders;
        return new CheckoutRun(concurrency, orders, failed, elapsed, [.. submits.Order()], [.. polls.Order()], [.. ends.Order()], commits);
    }

    public void Dispose() => http.Dispose();

    private async Task<Uri> SubmitAsync(CancellationToken cancellation)
    {
        var order = new
        {
            order = new
            {
                offerIdentifier = "of_8z2k1q",
                items = new[] { new { itemIdentifier = "it_ab1" } },
                customer = new { customerUrn = $"cu.{Guid.NewGuid():n}" },
            },
            paymentMethod = new
            {
                paymentChannel = "CreditCard",
                creditCard = new
                {
                    cardHolderName = "Jane Doe", cardNumber = "4111111111111111", expireMonth = "12", expireYear = "2029", cvc = "123",
                },
            },
        };
        using var response = await http.PostAsJsonAsync("/api/c2a/offer/checkout", order, cancellation);
        response.EnsureSuccessStatusCode();
        return response.Headers.Location!;
    }

    private async Task<bool> EndsDoneAsync(Uri statusUrl, ConcurrentBag<double> polls, CancellationToken cancellation)
    {
        using var pulse = new PeriodicTimer(PollInterval);
        while (await pulse.WaitForNextTickAsync(cancellation))
        {
            var started = Stopwatch.GetTimestamp();
            var result = await http.GetFromJsonAsync<JsonNode>(statusUrl, cancellation);
            polls.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            switch (result?["status"]?["messageCode"]?.GetValue<string>())
            {
                case "CHECK_OUT_DONE": return true;
                case "CHECK_OUT_FAILED": return false;
            }
        }

        return false;
    }

    private async Task<double?> CommitsAsync(CancellationToken cancellation) =>
        metrics is null ? null : await SidecarMetrics.CommitsAsync(http, metrics, cancellation);

    private static HttpClient Client(Uri api)
    {
        var client = new HttpClient { BaseAddress = api };
        client.DefaultRequestHeaders.Add("x-tn", "e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f");
        client.DefaultRequestHeaders.Add("x-api-key", "sk_dev_acme_sample_123456789");
        return client;
    }
}
