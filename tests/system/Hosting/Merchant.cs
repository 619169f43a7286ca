using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.SystemTests.Hosting;

/// <summary>A merchant who submits orders and polls them, as the vendor's text tells it to.</summary>
/// <param name="address">Where checkout-api serves.</param>
/// <param name="tenant">The tenant, if not the sample one.</param>
/// <param name="apiKey">Its key.</param>
public sealed class Merchant(Uri address, string tenant = Merchant.Tenant, string apiKey = "sk_dev_acme_sample_123456789")
{
    /// <summary>The sample tenant.</summary>
    internal const string Tenant = "e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f";

    private readonly HttpClient http = Client(address, tenant, apiKey);

    /// <summary>One of the vendor's request bodies, word for word.</summary>
    public static string Sample(string name) => File.ReadAllText(SystemFolder.Source(Path.Combine("samples", $"{name}.json")));

    /// <summary>The vendor's fresh-card body with another card and a correlation ID of its own, for a PSP of choice.</summary>
    public static string Order(string cardNumber, string? correlationId = null, string? provider = null)
    {
        var body = JsonNode.Parse(Sample("fresh-card"))!;
        body["order"]!["correlationId"] = correlationId ?? Guid.NewGuid().ToString();
        body["paymentMethod"]!["creditCard"]!["cardNumber"] = cardNumber;
        body["paymentMethod"]!.AsObject().Remove("storeMethodSuccessPayment");
        if (provider is not null)
        {
            body["paymentMethod"]!["providerIdentifier"] = provider;
        }

        return body.ToJsonString();
    }

    /// <summary>The vendor's order, paid by another channel than a card.</summary>
    public static string OrderBy(string channel, object? payer = null, string? provider = null)
    {
        var body = JsonNode.Parse(Order("4111111111111111", provider: provider))!;
        var method = body["paymentMethod"]!.AsObject();
        method.Remove("creditCard");
        method["paymentChannel"] = channel;
        if (payer is not null)
        {
            method["payer"] = System.Text.Json.JsonSerializer.SerializeToNode(payer);
        }

        return body.ToJsonString();
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json, string? traceParent = null, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        return http.SendAsync(request, Cancelled);
    }

    /// <summary>Gets with headers, e.g. <c>If-None-Match</c>.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return http.SendAsync(request, Cancelled);
    }

    public Task<HttpResponseMessage> DeleteAsync(string path) => http.DeleteAsync(new Uri(path, UriKind.Relative), Cancelled);

    /// <summary>Submits an order that must be accepted.</summary>
    /// <returns>The tracking number.</returns>
    public async Task<string> SubmitAsync(string json, string? traceParent = null)
    {
        using var response = await PostAsync("/api/c2a/offer/checkout", json, traceParent);
        var body = await response.Content.ReadAsStringAsync(Cancelled);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted, body);
        return JsonNode.Parse(body)!["trackingNumber"]!.GetValue<string>();
    }

    /// <summary>Polls until the order has the given status.</summary>
    /// <returns>That answer.</returns>
    public async Task<JsonNode> UntilAsync(string trackingNumber, string messageCode)
    {
        JsonNode? latest = null;
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await GetAsync($"/api/c2a/offer/checkout/{trackingNumber}/status");
            latest = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled));
            return string.Equals(latest?["status"]?["messageCode"]?.GetValue<string>(), messageCode, StringComparison.Ordinal);
        }, () => $"{trackingNumber} did not become {messageCode}: {latest?.ToJsonString()}");
        return latest!;
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static HttpClient Client(Uri address, string tenant, string apiKey)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Add("x-tn", tenant);
        client.DefaultRequestHeaders.Add("x-api-key", apiKey);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }
}
