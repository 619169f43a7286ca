using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Fuzzing;

/// <summary>
/// Broken requests to both endpoints of the vendor's text, and to the dialects. <c>CHECKOUT_FUZZ</c> says how many (2,000 otherwise), <c>CHECKOUT_FUZZ_SEED</c>
/// which.
/// </summary>
public sealed class FuzzTests(LocalSystem system, ITestOutputHelper log)
{
    private const int DefaultRequests = 2_000;
    private const int Lanes = 8;
    private const int RequestsPerSession = 20;

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

    [Fact]
    public async Task Whatever_comes_to_a_dialect_is_answered_without_a_fault_and_without_the_card()
    {
        var statuses = new ConcurrentDictionary<HttpStatusCode, int>();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = system.Api };
        var deliverect = FuzzedDialect.Deliverect(await AccessTokenAsync(http));
        FuzzedDialect[] dialects = [FuzzedDialect.OlderAcp, FuzzedDialect.NewerAcp, FuzzedDialect.StateSet, FuzzedDialect.Ucp, deliverect];
        await Task.WhenAll(dialects.Select(async (dialect, lane) =>
        {
            var mutator = new DialectMutator(new Random(Seed + lane));
            var id = string.Empty;
            for (var n = 0; n < Requests / dialects.Length; n++)
            {
                // Sessions are paid or given up after a while; a new one comes then.
                id = n % RequestsPerSession == 0 ? await SessionAsync(http, dialect) : id;
                var request = mutator.Next(dialect, id);
                var (status, text) = await SendAsync(http, request, apiKey: false);
                statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
                ((int)status).ShouldBeInRange(200, 499, Describe(request, text));
                text.ShouldNotContain(request.CardNumber, Case.Sensitive, Describe(request, text));
            }
        }));

        statuses.Keys.ShouldContain(HttpStatusCode.BadRequest);
        statuses.Keys.ShouldContain(HttpStatusCode.Created);
        log.WriteLine(string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{(int)status.Key}: {status.Value}")));
    }

    private static async Task<string> SessionAsync(HttpClient http, FuzzedDialect dialect)
    {
        var create = new FuzzedRequest(
            dialect.Create.Method,
            dialect.Create.Path,
            Encoding.UTF8.GetBytes(dialect.Create.Body!),
            "application/json",
            [.. dialect.Headers, ("Idempotency-Key", Guid.NewGuid().ToString())],
            CardNumber: "none");
        var (status, _, body) = await AskAsync(http, create, apiKey: false);
        ((int)status).ShouldBeInRange(200, 299, Describe(create, body));
        return JsonNode.Parse(body)!["id"]!.GetValue<string>();
    }

    private static async Task<string> AccessTokenAsync(HttpClient http)
    {
        using var response = await http.PostAsJsonAsync(
            "/oauth/token",
            new { client_id = Merchant.Tenant, client_secret = "sk_dev_acme_sample_123456789", grant_type = "client_credentials" },
            TestContext.Current.CancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        return body!["access_token"]!.GetValue<string>();
    }

    private static async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpClient http, FuzzedRequest fuzzed, bool apiKey = true)
    {
        var (status, headers, body) = await AskAsync(http, fuzzed, apiKey);
        return (status, headers + body);
    }

    private static async Task<(HttpStatusCode Status, string Headers, string Body)> AskAsync(HttpClient http, FuzzedRequest fuzzed, bool apiKey)
    {
        using var request = new HttpRequestMessage(new HttpMethod(fuzzed.Method), fuzzed.Path);
        if (fuzzed.Body is { } body)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(fuzzed.ContentType) } };
        }

        if (apiKey)
        {
            request.Headers.Add("x-tn", Merchant.Tenant);
            request.Headers.Add("x-api-key", "sk_dev_acme_sample_123456789");
        }

        foreach (var (name, value) in fuzzed.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await AnswerAsync(http, request, fuzzed);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Headers.ToString(), text);
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
