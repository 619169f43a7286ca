using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Checkout.Tests.Specifications;

/// <summary>A platform that shops by the Universal Commerce Protocol. Every answer has to be what the protocol demands.</summary>
/// <param name="address">Where the business serves.</param>
/// <param name="apiKey">The platform's key; null shows none.</param>
internal sealed class UcpPlatform(Uri address, string? apiKey) : IDisposable
{
    /// <summary>What every platform says of itself.</summary>
    public const string Profile = "profile=\"https://platform.example/.well-known/ucp\"";

    private readonly HttpClient http = new() { BaseAddress = address };

    /// <summary>The header <c>UCP-Agent</c>; null leaves it out.</summary>
    public string? Agent { get; init; } = Profile;

    /// <summary>Creates a checkout that must be created.</summary>
    public async Task<JsonNode> CreateAsync(string json)
    {
        var (status, body, _) = await SendAsync(HttpMethod.Post, "/checkout-sessions", json);
        status.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
        return body;
    }

    /// <summary>A checkout that must be there.</summary>
    public async Task<JsonNode> GetAsync(string id)
    {
        var (status, body, _) = await SendAsync(HttpMethod.Get, $"/checkout-sessions/{id}");
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    public Task<UcpReply> PutAsync(string id, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, $"/checkout-sessions/{id}", json, headers);

    public Task<UcpReply> CompleteAsync(string id, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, $"/checkout-sessions/{id}/complete", json, headers);

    public Task<UcpReply> CancelAsync(string id, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, $"/checkout-sessions/{id}/cancel", json: null, headers);

    public Task<UcpReply> OrderAsync(string id) => SendAsync(HttpMethod.Get, $"/orders/{id}");

    /// <summary>Sends a request and checks the answer.</summary>
    public async Task<UcpReply> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("UCP-Agent", Agent is null ? [] : [Agent]);
        request.Headers.TryAddWithoutValidation("Authorization", apiKey is null ? [] : [$"Bearer {apiKey}"]);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json", text);
        var body = JsonNode.Parse(text).ShouldNotBeNull();
        UcpRules.Check((int)response.StatusCode, body);
        return new UcpReply(response.StatusCode, body, response);
    }

    /// <summary>Body of complete: a card in clear.</summary>
    public static string Card(string number, string cvc = "123") => JsonSerializer.Serialize(new
    {
        payment = new
        {
            instruments = new[]
            {
                new
                {
                    id = "instr_1",
                    handler_id = "card",
                    type = "card",
                    selected = true,
                    display = new { brand = "visa", last_digits = number[^4..] },
                    credential = new
                    {
                        type = "card", card_number_type = "fpan", number, expiry_month = 12, expiry_year = 2029, name = "Jane Doe", cvc,
                    },
                },
            },
        },
    });

    /// <summary>Body of complete: what stands for a card.</summary>
    public static string Token(string token) => JsonSerializer.Serialize(new
    {
        payment = new
        {
            instruments = new[] { new { id = "instr_t", handler_id = "token", type = "card", credential = new { type = "token", token } } },
        },
    });

    public void Dispose() => http.Dispose();
}

/// <summary>An answer.</summary>
internal sealed record UcpReply(HttpStatusCode Status, JsonNode Body, HttpResponseMessage Response)
{
    /// <summary>Where the checkout stands.</summary>
    public string? CheckoutStatus => Body["status"]?.GetValue<string>();

    /// <summary>Codes of the messages.</summary>
    public IEnumerable<string> Codes => Body["messages"]?.AsArray().Select(message => message!["code"]!.GetValue<string>()) ?? [];

    public void Deconstruct(out HttpStatusCode status, out JsonNode body) => (status, body) = (Status, Body);
}
