using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.SystemTests.Hosting;

/// <summary>A shop that speaks urb-it's API and signs as the vendor's own client does.</summary>
/// <param name="address">Where checkout-api serves.</param>
/// <param name="storeKey">The sample tenant's store key, if no other.</param>
/// <param name="secret">Its secret, base64.</param>
internal sealed class UrbItStore(
    Uri address,
    string storeKey = "b0477a45-1198-419f-b159-e484be341512",
    string secret = "bG9jYWwtdXJiLWl0LXN0b3JlLWtleS1mb3ItYWNtZSE=")
{
    private readonly HttpClient http = Client(address);

    public static JsonObject Order(string reference, string returnUrl) => JsonNode.Parse(
        $$"""
        {
          "retailer_reference_id": "{{reference}}", "currency": "978", "return_url": "{{returnUrl}}", "gift": true,
          "consumer": { "first_name": "Bengt", "last_name": "", "email": "bengt@example.com", "phone_number": "+460000000" },
          "delivery": {
            "first_name": "Bengt", "last_name": "Bengtsson", "phone_number": "+460000000",
            "street": "street 1", "postal_code": "11144", "city": "Stockholm", "delivery_location_type": "Beneficary"
          },
          "urber_message": "Testing testing.", "delivery_type": "Onehour",
          "checkout_items": [
            { "name": "Woo Album #1", "reference_id": "83", "amount": 900, "vat_rate": 2500, "type": "Product" },
            { "name": "urb-it", "reference_id": "", "amount": 12900, "vat_rate": 2500, "type": "DeliveryFee" },
            { "name": "CODE-ALL", "reference_id": "", "amount": -12900, "vat_rate": 0, "type": "Voucher" }
          ]
        }
        """)!.AsObject();

    public Task<HttpResponseMessage> CreateAsync(JsonNode order) => SendAsync(HttpMethod.Post, "/v2/checkouts", order.ToJsonString());

    public Task<HttpResponseMessage> GetAsync(string reference) => SendAsync(HttpMethod.Get, $"/v2/checkouts/reference-id/{reference}");

    /// <summary>Creates a checkout that must be accepted.</summary>
    public async Task<JsonNode> CreatedAsync(JsonNode order)
    {
        using var response = await CreateAsync(order);
        var body = await BodyAsync(response);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, body?.ToJsonString());
        return body.ShouldNotBeNull();
    }

    /// <summary>Asks until the checkout has the status.</summary>
    public async Task<JsonNode> UntilAsync(string reference, string status)
    {
        JsonNode? latest = null;
        await Eventually.HoldsAsync(async () =>
        {
            using var response = await GetAsync(reference);
            latest = await BodyAsync(response);
            return string.Equals(latest?["checkout_status"]?.GetValue<string>(), status, StringComparison.Ordinal);
        }, () => $"{reference} did not become {status}: {latest?.ToJsonString()}");
        return latest!;
    }

    /// <summary>Sends a signed request; nonce and time can be those of another.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "Part of the vendor's formula.")]
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? json = null, string? nonce = null, DateTimeOffset? at = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        var once = nonce ?? Guid.NewGuid().ToString();
        var timestamp = (at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var digest = json is null ? string.Empty : Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(json)));
        var message = storeKey + method.Method + new Uri(address, path).AbsoluteUri.ToLowerInvariant() + timestamp + once + digest;
        var signature = HMACSHA256.HashData(Convert.FromBase64String(secret), Encoding.UTF8.GetBytes(message));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"UWA {storeKey}:{Convert.ToBase64String(signature)}:{once}:{timestamp}");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonNode?> BodyAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    private static HttpClient Client(Uri address) => new() { BaseAddress = address };
}
