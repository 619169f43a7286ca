using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Fuzzing;

/// <summary>
/// Broken requests to both endpoints of the vendor's text. <c>CHECKOUT_FUZZ</c> says how many (2,000 otherwise), <c>CHECKOUT_FUZZ_SEED</c>
/// which.
/// </summary>
public sealed class FuzzTests(LocalSystem system, ITestOutputHelper log)
{
    private const int DefaultRequests = 2_000;
    private const int Lanes = 8;

    private static readonly int Requests = Number("CHECKOUT_FUZZ", DefaultRequests);
    private static readonly int Seed = Number("CHECKOUT_FUZZ_SEED", 20_261_121);

    [Fact]
    public async Task Whatever_comes_is_answered_without_a_fault_and_without_the_card()
    {
        var statuses = new ConcurrentDictionary<HttpStatusCode, int>();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = system.Api };
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(async lane =>
        {
            var mutator = new RequestMutator(new Random(Seed + lane));
            for (var n = 0; n < Requests / Lanes; n++)
            {
                var request = mutator.Next();
                var (status, text) = await SendAsync(http, request);
                statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
                ((int)status).ShouldBeInRange(200, 499, Describe(request, text));
                text.ShouldNotContain(request.CardNumber, Case.Sensitive, Describe(request, text));
            }
        }));

        statuses.Values.Sum().ShouldBe(Requests / Lanes * Lanes);
        statuses.Keys.ShouldContain(HttpStatusCode.BadRequest);
        statuses.Keys.ShouldContain(HttpStatusCode.Accepted);
        log.WriteLine(string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{(int)status.Key}: {status.Value}")));
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient http, FuzzedRequest fuzzed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(fuzzed.Method), fuzzed.Path);
        if (fuzzed.Body is { } body)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(fuzzed.ContentType) } };
        }

        request.Headers.Add("x-tn", Merchant.Tenant);
        request.Headers.Add("x-api-key", "sk_dev_acme_sample_123456789");
        foreach (var (name, value) in fuzzed.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await AnswerAsync(http, request, fuzzed);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers + text);
    }

    private static async Task<HttpResponseMessage> AnswerAsync(HttpClient http, HttpRequestMessage request, FuzzedRequest fuzzed)
    {
        try
        {
            return await http.SendAsync(request, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new InvalidOperationException(Describe(fuzzed, "no answer"), e);
        }
    }

    private static string Describe(FuzzedRequest request, string answer) =>
        $"{request.Method} {request.Path}\n{Encoding.UTF8.GetString(request.Body ?? [])}\n{string.Join('\n', request.Headers)}\n=> {answer}";

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;
}
