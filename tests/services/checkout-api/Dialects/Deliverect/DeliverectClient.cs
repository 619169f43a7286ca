using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;

/// <summary>A commerce platform that speaks Deliverect's API, as the vendor's text tells it to.</summary>
/// <param name="http">Calls checkout-api.</param>
/// <param name="clientId">Its account.</param>
/// <param name="secret">Its key.</param>
/// <param name="account">The account in its paths.</param>
internal sealed class DeliverectClient(Func<HttpClient> http, string clientId, string secret, string account)
{
    private string? token;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A basket of one steak for the customer of the vendor's documents.</summary>
    public static JsonObject Steak() => JsonNode.Parse(
        """
        {
          "storeId": "65eee6a9984a1bc1b9637c59",
          "fulfillment": { "type": "pickup" },
          "items": [ { "menuId": "62d7f77f64c95193cc29aa91", "plu": "STK-01", "quantity": 1 } ],
          "customer": {
            "name": "Test", "email": "test@email.com", "companyName": "Company LTDA", "phoneNumber": "12345", "tin": "123456789"
          },
          "tips": [ { "type": "restaurant", "amount": 100 } ]
        }
        """)!.AsObject();

    /// <summary>A checkout of a basket.</summary>
    public static JsonObject Purchase(string basketId, string? orderId, params JsonObject[] payments) => new()
    {
        ["basket"] = new JsonObject { ["id"] = basketId },
        ["payments"] = new JsonArray([.. payments]),
        ["order"] = new JsonObject { ["channelOrderId"] = orderId ?? Guid.NewGuid().ToString("N"), ["channelOrderDisplayId"] = "01277571" },
        ["note"] = "No salad",
    };

    /// <summary>A payment.</summary>
    public static JsonObject Payment(string type, long amount, bool isPrepaid = true, string? channel = null) => new()
    {
        ["type"] = type,
        ["externalId"] = "ext-1",
        ["isPrepaid"] = isPrepaid,
        ["amount"] = amount,
        ["metadata"] = channel is null ? [] : new JsonObject { ["channel"] = channel },
    };

    /// <summary>Sends to a path below the account, with an access token.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, JsonNode? body = null, params (string Name, string Value)[] headers)
    {
        token ??= await TokenAsync();
        using var request = new HttpRequestMessage(method, new Uri($"/commerce/{account}/{path}", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http().SendAsync(request, Cancel);
    }

    public async Task<JsonNode> OkAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var response = await SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The code of a refusal.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> RefusedAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var response = await SendAsync(method, path, body);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel)));
    }

    public Task<JsonNode> BasketAsync(JsonNode? body = null) => OkAsync(HttpMethod.Post, "baskets", body ?? Steak());

    public Task<JsonNode> CheckoutAsync(string id) => OkAsync(HttpMethod.Get, $"v2/checkouts/{id}");

    /// <summary>A new basket of a steak, checked out.</summary>
    public async Task<JsonNode> CheckedOutAsync(params JsonObject[] payments) => await OkAsync(
        HttpMethod.Post, "v2/checkouts", Purchase((await BasketAsync())["id"]!.GetValue<string>(), orderId: null, payments));

    private async Task<string> TokenAsync()
    {
        using var response = await http().PostAsJsonAsync(
            "/oauth/token",
            new
            {
                client_id = clientId,
                client_secret = secret,
                audience = "https://api.staging.deliverect.com",
                grant_type = "client_credentials",
            },
            Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        return body["access_token"]!.GetValue<string>();
    }
}
