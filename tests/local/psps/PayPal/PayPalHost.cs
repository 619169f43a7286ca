using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.Local.Tests.Psps.PayPal;

/// <summary>The PayPal-shaped PSP and a merchant who calls it. Every answer is checked against PayPal's published schemas.</summary>
internal sealed class PayPalHost(PspHost psps) : IAsyncDisposable
{
    private string? token;

    public PspHost Psps => psps;

    public static async Task<PayPalHost> StartAsync(params string[] settings) => new(await PspHost.StartAsync(null, settings));

    /// <summary>Asks for 14.99 EUR.</summary>
    public Task<PayPalReply> CreateAsync(string reference = "trk_1", string? key = null, Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["intent"] = "AUTHORIZE",
            ["purchase_units"] = new JsonArray(new JsonObject
            {
                ["reference_id"] = "1", ["custom_id"] = reference, ["invoice_id"] = reference, ["amount"] = Amount("14.99"),
            }),
            ["payment_source"] = new JsonObject
            {
                ["paypal"] = new JsonObject
                {
                    ["experience_context"] = new JsonObject
                    {
                        ["return_url"] = "http://shop.test/return/1?a=b", ["cancel_url"] = "http://shop.test/return/1?a=b&cancelled=1",
                    },
                },
            },
        };
        change?.Invoke(body);
        return PostAsync("/v2/checkout/orders", body, key);
    }

    /// <summary>An order that its buyer has approved.</summary>
    public async Task<PayPalReply> ApprovedAsync(string buyer = "buyer@example.com", string reference = "trk_1")
    {
        var order = await CreateAsync(reference);
        await DecideAsync(order, "approve", buyer);
        return order;
    }

    /// <summary>An order whose amount is held.</summary>
    /// <returns>The authorisation.</returns>
    public async Task<string> AuthorizedAsync(string buyer = "buyer@example.com", string reference = "trk_1") =>
        (await AuthorizeAsync((await ApprovedAsync(buyer, reference)).Id)).Authorization;

    public Task<PayPalReply> AuthorizeAsync(string order, string? key = null) =>
        PostAsync($"/v2/checkout/orders/{order}/authorize", [], key);

    public Task<PayPalReply> OrderAsync(string order) => GetAsync($"/v2/checkout/orders/{order}");

    public Task<PayPalReply> CaptureAsync(string authorization, string value = "14.99", string? key = null, bool isFinal = false)
    {
        var body = new JsonObject { ["amount"] = Amount(value), ["final_capture"] = isFinal };
        return PostAsync($"/v2/payments/authorizations/{authorization}/capture", body, key);
    }

    public Task<PayPalReply> VoidAsync(string authorization) => PostAsync($"/v2/payments/authorizations/{authorization}/void", []);

    public Task<PayPalReply> RefundAsync(string capture, string? value = null, string? key = null) => PostAsync(
        $"/v2/payments/captures/{capture}/refund", value is null ? [] : new JsonObject { ["amount"] = Amount(value) }, key);

    public Task<PayPalReply> PostAsync(string path, JsonObject body, string? key = null, string prefer = "representation") =>
        SendAsync(HttpMethod.Post, path, body, key, prefer);

    public Task<PayPalReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, body: null, key: null, prefer: "representation");

    /// <summary>Decides at PayPal's page.</summary>
    /// <returns>Where the browser goes then.</returns>
    public async Task<string> DecideAsync(PayPalReply order, string outcome, string buyer = "buyer@example.com")
    {
        using var form = new FormUrlEncodedContent([new("outcome", outcome), new("buyer", buyer)]);
        using var response = await psps.Http.PostAsync(new Uri(order.Link("payer-action")), form, PspHost.Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return response.Headers.Location.ShouldNotBeNull().ToString();
    }

    /// <summary>Asks for an access token.</summary>
    public async Task<PayPalReply> TokenAsync(string secret = "EPal-test-local-checkout", string grant = "client_credentials")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/paypal/v1/oauth2/token");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"AYPal-test-local-checkout:{secret}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", grant)]);
        using var response = await psps.Http.SendAsync(request, PspHost.Cancelled);
        return await PayPalReply.ReadAsync(response);
    }

    public async Task<string> TotalsAsync(string reference = "trk_1") => (await psps.LedgerAsync(reference))["totals"]!.ToJsonString();

    public ValueTask DisposeAsync() => psps.DisposeAsync();

    public static JsonObject Amount(string value, string currency = "EUR") => new() { ["currency_code"] = currency, ["value"] = value };

    private async Task<PayPalReply> SendAsync(HttpMethod method, string path, JsonObject? body, string? key, string prefer)
    {
        token ??= (await TokenAsync()).Text("access_token");
        using var request = new HttpRequestMessage(method, $"/paypal{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Prefer", $"return={prefer}");
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (key is not null)
        {
            request.Headers.Add("PayPal-Request-Id", key);
        }

        using var response = await psps.Http.SendAsync(request, PspHost.Cancelled);
        var reply = await PayPalReply.ReadAsync(response);
        if (PayPalSpecification.OperationOf(method, path) is { } operation)
        {
            PayPalSpecification.ShouldAllowAnswer(operation, (int)reply.Status, reply.Body?.ToJsonString() ?? string.Empty);
        }

        return reply;
    }
}

/// <summary>An answer of the PayPal-shaped API.</summary>
internal sealed record PayPalReply(HttpStatusCode Status, JsonNode? Body)
{
    public string Id => Text("id");

    public string Standing => Text("status");

    public string Issue => Body.ShouldNotBeNull()["details"].ShouldNotBeNull()[0]!["issue"]!.GetValue<string>();

    public string Authorization => Payment("authorizations")["id"]!.GetValue<string>();

    public JsonNode Payment(string kind) =>
        Body.ShouldNotBeNull()["purchase_units"]![0]!["payments"].ShouldNotBeNull()[kind].ShouldNotBeNull()[0]!;

    public static async Task<PayPalReply> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(PspHost.Cancelled);
        return new PayPalReply(response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public string Text(string name) => Body.ShouldNotBeNull()[name].ShouldNotBeNull().GetValue<string>();

    public string Link(string rel) => Body.ShouldNotBeNull()["links"]!.AsArray()
        .Single(link => string.Equals((string?)link!["rel"], rel, StringComparison.Ordinal))!["href"]!.GetValue<string>();
}
