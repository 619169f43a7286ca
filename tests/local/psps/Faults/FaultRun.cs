using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.Local.Tests.Psps.Faults;

/// <summary>Simulated PSPs with faults, and a merchant who watches what comes back.</summary>
internal sealed class FaultRun(PspHost psp) : IAsyncDisposable
{
    public const string Card = "4242424242424242";

    public PspHost Psp => psp;

    public static async Task<FaultRun> StartAsync(params string[] settings) => new(await PspHost.StartAsync(null, settings));

    public async Task<HttpStatusCode> PutAsync(string plan)
    {
        using var content = new StringContent(plan, Encoding.UTF8, "application/json");
        using var response = await psp.Http.PutAsync("/faults", content, PspHost.Cancelled);
        return response.StatusCode;
    }

    /// <summary>All requests of a kind go wrong in one way.</summary>
    public async Task AlwaysAsync(string kind, string provider = "stripe") =>
        (await PutAsync($$"""{ "rules": [ { "provider": "{{provider}}", "rates": { "{{kind}}": 1 } } ] }""")).ShouldBe(HttpStatusCode.OK);

    public async Task OffAsync()
    {
        using var response = await psp.Http.DeleteAsync("/faults", PspHost.Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    public async Task<JsonNode> ReportAsync() =>
        (await psp.Http.GetFromJsonAsync<JsonNode>("/faults", PspHost.Cancelled)).ShouldNotBeNull();

    public async Task<string> InjectedAsync() => (await ReportAsync())["injected"]!.ToJsonString();

    /// <summary>Pays 14.99 EUR.</summary>
    /// <returns>The HTTP status, or <c>lost</c> when there was no answer.</returns>
    public async Task<string> PayAsync(string reference, string key)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/stripe/v1/payment_intents");
            request.Content = new StringContent(
                PspHost.CardPayment(Card, reference), new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            request.Headers.Add("Idempotency-Key", key);
            using var response = await psp.Http.SendAsync(request, PspHost.Cancelled);
            return ((int)response.StatusCode).ToString();
        }
        catch (HttpRequestException)
        {
            return "lost";
        }
    }

    public async Task<int> PaymentsAsync(string reference = "trk_1") =>
        (await psp.LedgerAsync(reference))["payments"]!.AsArray().Count;

    public ValueTask DisposeAsync() => psp.DisposeAsync();
}
