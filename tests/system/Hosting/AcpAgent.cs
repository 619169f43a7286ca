using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Hosting;

/// <summary>An agent that speaks the Agentic Commerce Protocol. It checks every answer by the published contract of its version.</summary>
/// <param name="address">Where checkout-api serves.</param>
/// <param name="version">The version that it speaks.</param>
/// <param name="key">The sample tenant's key, if no other.</param>
internal sealed class AcpAgent(Uri address, string version, string key = AcpAgent.Acme)
{
    public const string Acme = "sk_dev_acme_sample_123456789";
    public const string Globex = "sk_dev_globex_sample_987654321";

    private readonly HttpClient http = Client(address);

    private bool IsOlder => version is AcpSpecification.Older;

    /// <summary>A request to create a session in this version.</summary>
    public JsonObject Wish(string item = "it_ab1", int quantity = 1) => Parse(IsOlder
        ? $$"""{"items":[{"id":"{{item}}","quantity":{{quantity}} }],"buyer":{"first_name":"John","last_name":"Doe","email":"john@example.com"} }"""
        : $$"""
          {"line_items":[{"id":"{{item}}","quantity":{{quantity}} }],"currency":"eur",
           "capabilities":{"interventions":{"supported":["3ds","biometric"]} },
           "buyer":{"first_name":"John","last_name":"Doe","email":"john@example.com"} }
          """);

    /// <summary>A request to pay.</summary>
    public JsonObject Payment(string token) => Parse(IsOlder
        ? $$"""{"payment_data":{"token":"{{token}}","provider":"stripe"} }"""
        : $$$"""
          {"payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":"{{{token}}}"} } } }
          """);

    /// <summary>A request to delegate a card.</summary>
    public static JsonObject Delegation(string sessionId, string cardNumber, long maxAmount = 100_000) => Parse(
        $$$"""
        {"payment_method":{"type":"card","card_number_type":"fpan","virtual":false,"number":"{{{cardNumber}}}","exp_month":"11","exp_year":"2029",
          "name":"Jane Doe","cvc":"223","checks_performed":["avs","cvv"],"iin":"{{{cardNumber[..6]}}}","display_card_funding_type":"credit",
          "display_brand":"visa","display_last4":"{{{cardNumber[^4..]}}}","metadata":{"issuing_bank":"temp"}},
         "allowance":{"reason":"one_time","max_amount":{{{maxAmount}}},"currency":"eur","checkout_session_id":"{{{sessionId}}}",
          "merchant_id":"acme","expires_at":"{{{DateTimeOffset.UtcNow.AddHours(1):O}}}"},
         "risk_signals":[{"type":"card_testing","score":10,"action":"authorized"}],"metadata":{"campaign":"q4"}}
        """);

    public Task<AcpAnswer> CreateAsync(JsonNode? wish = null) => PostAsync("/checkout_sessions", wish ?? Wish());

    public Task<AcpAnswer> GetAsync(string id) => SendAsync(HttpMethod.Get, $"/checkout_sessions/{id}");

    public Task<AcpAnswer> UpdateAsync(string id, string json) => PostAsync($"/checkout_sessions/{id}", Parse(json));

    public Task<AcpAnswer> CompleteAsync(string id, string token, string? idempotencyKey = null) =>
        PostAsync($"/checkout_sessions/{id}/complete", Payment(token), idempotencyKey);

    public Task<AcpAnswer> CancelAsync(string id) => PostAsync($"/checkout_sessions/{id}/cancel");

    public Task<AcpAnswer> DelegateAsync(JsonNode delegation) => PostAsync("/agentic_commerce/delegate_payment", delegation);

    /// <summary>Creates a session that must be accepted.</summary>
    public async Task<AcpAnswer> CreatedAsync(JsonNode? wish = null)
    {
        var created = await CreateAsync(wish);
        created.Status.ShouldBe(HttpStatusCode.Created, created.Text);
        return created;
    }

    /// <summary>Delegates a card for a session; it must be accepted.</summary>
    /// <returns>The token.</returns>
    public async Task<string> TokenAsync(string sessionId, string cardNumber, long maxAmount = 100_000)
    {
        var answer = await DelegateAsync(Delegation(sessionId, cardNumber, maxAmount));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.Body["id"]!.GetValue<string>();
    }

    /// <summary>Asks until the session has the status.</summary>
    public async Task<AcpAnswer> UntilAsync(string id, string status)
    {
        AcpAnswer? latest = null;
        await Eventually.HoldsAsync(async () =>
        {
            latest = await GetAsync(id);
            return string.Equals(latest.Word("status"), status, StringComparison.Ordinal);
        }, () => $"{id} did not become {status}: {latest?.Text}");
        return latest!;
    }

    public Task<AcpAnswer> PostAsync(string path, JsonNode? body = null, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, body, [("Idempotency-Key", idempotencyKey ?? Guid.NewGuid().ToString())]);

    public async Task<AcpAnswer> SendAsync(
        HttpMethod method, string path, JsonNode? body = null, (string Name, string Value)[]? headers = null, string? apiVersion = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        if ((apiVersion ?? version).Length > 0)
        {
            request.Headers.Add("API-Version", apiVersion ?? version);
        }

        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var answer = new AcpAnswer(
            response.StatusCode,
            JsonNode.Parse(text).ShouldNotBeNull(),
            response.Headers.ToDictionary(
                header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
        Check(path, answer);
        return answer;
    }

    // The contracts of delegation have no words for a caller or a version that is not welcome; their prose has.
    private void Check(string path, AcpAnswer answer)
    {
        var isError = (int)answer.Status >= 400;
        if (!path.StartsWith("/agentic_commerce", StringComparison.Ordinal))
        {
            if (isError)
            {
                var spoken = answer.Body["supported_versions"] is null ? version : AcpSpecification.Newer;
                AcpSpecification.ShouldAllow(spoken, "Error", answer.Body);
            }
            else
            {
                AcpSpecification.ShouldAllowSession(version, answer.Body);
            }
        }
        else if (!isError || answer.Word("code") is not ("unauthorized" or "forbidden"))
        {
            AcpSpecification.ShouldAllowOfDelegation(version, isError ? "Error" : "DelegatePaymentResponse", answer.Body);
        }
    }

    private static HttpClient Client(Uri address) => new() { BaseAddress = address };

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}

/// <summary>An answer.</summary>
internal sealed record AcpAnswer(HttpStatusCode Status, JsonNode Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => $"{(int)Status} {Body.ToJsonString()}";

    public string Id => Word("id");

    /// <summary>The order's tracking number, once there is an order.</summary>
    public string OrderId => Body["order"].ShouldNotBeNull(Text)["id"]!.GetValue<string>();

    public string Word(string name) => Body[name].ShouldNotBeNull($"{name} of {Text}").GetValue<string>();

    /// <summary>A sum of the session, minor units.</summary>
    public long Total(string type) => Body["totals"]!.AsArray()
        .Where(total => string.Equals(total!["type"]!.GetValue<string>(), type, StringComparison.Ordinal))
        .Sum(total => total!["amount"]!.GetValue<long>());

    /// <summary>The codes of its messages.</summary>
    public IReadOnlyList<string?> Codes => [.. Body["messages"]!.AsArray().Select(message => message!["code"]?.GetValue<string>())];

    /// <summary>Whether a message has the code.</summary>
    public bool Tells(string code) => Codes.Contains(code, StringComparer.Ordinal);
}
