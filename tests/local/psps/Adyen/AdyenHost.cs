using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.Tests.Specifications;

namespace Checkout.Local.Tests.Psps.Adyen;

/// <summary>The Adyen-shaped PSP and a merchant who calls it. Every answer is checked against Adyen's published schema.</summary>
internal sealed class AdyenHost(PspHost psps) : IAsyncDisposable
{
    public const string Visa = "4111111111111111";

    public static async Task<AdyenHost> StartAsync(params string[] settings) => new(await PspHost.StartAsync(null, settings));

    public PspHost Psps => psps;

    /// <summary>Asks for 14.99 EUR.</summary>
    public Task<AdyenReply> PayAsync(string number, string reference = "trk_1", string? key = null, Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["merchantAccount"] = "CheckoutLocal",
            ["reference"] = reference,
            ["amount"] = Amount(1499),
            ["returnUrl"] = "http://shop.test/return/1?a=b",
            ["paymentMethod"] = new JsonObject
            {
                ["type"] = "scheme", ["number"] = number, ["expiryMonth"] = "12", ["expiryYear"] = "2049", ["cvc"] = "987",
                ["holderName"] = "Ada Example",
            },
        };
        change?.Invoke(body);
        return PostAsync("/payments", body, key);
    }

    public Task<AdyenReply> CaptureAsync(string payment, long value = 1499, string? key = null) =>
        PostAsync($"/payments/{payment}/captures", With(("amount", Amount(value))), key);

    public Task<AdyenReply> RefundAsync(string payment, long value = 1499) =>
        PostAsync($"/payments/{payment}/refunds", With(("amount", Amount(value))));

    public Task<AdyenReply> ReverseAsync(string payment) => PostAsync($"/payments/{payment}/reversals", With());

    public Task<AdyenReply> CancelAsync(string reference) => PostAsync("/cancels", With(("paymentReference", reference)));

    public Task<AdyenReply> DetailsAsync(string redirectResult) => PostAsync(
        "/payments/details", new JsonObject { ["details"] = new JsonObject { ["redirectResult"] = redirectResult } });

    public async Task<AdyenReply> PostAsync(string path, JsonObject body, string? key = null, string apiKey = "AQE_test_local_checkout")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/adyen/v72{path}");
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Add("X-API-Key", apiKey);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await psps.Http.SendAsync(request, PspHost.Cancelled);
        var text = await response.Content.ReadAsStringAsync(PspHost.Cancelled);
        AdyenSpecification.ShouldAllow(AdyenSpecification.AnswerOf(path, (int)response.StatusCode), text);
        return new AdyenReply(response.StatusCode, JsonNode.Parse(text).ShouldNotBeNull());
    }

    /// <summary>Decides at the bank's page.</summary>
    /// <returns>The <c>redirectResult</c> with which the browser comes back.</returns>
    public async Task<string> DecideAsync(AdyenReply redirect, string outcome)
    {
        using var form = new FormUrlEncodedContent([new("outcome", outcome)]);
        using var response = await psps.Http.PostAsync(
            new Uri(redirect.Body["action"]!["url"]!.GetValue<string>()), form, PspHost.Cancelled);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var back = response.Headers.Location.ShouldNotBeNull().ToString();
        back.ShouldStartWith("http://shop.test/return/1?a=b&redirectResult=");
        return back[(back.LastIndexOf('=') + 1)..];
    }

    public async Task<string> TotalsAsync(string reference = "trk_1") => (await psps.LedgerAsync(reference))["totals"]!.ToJsonString();

    public ValueTask DisposeAsync() => psps.DisposeAsync();

    private static JsonObject Amount(long value) => new() { ["currency"] = "EUR", ["value"] = value };

    private static JsonObject With(params (string Name, JsonNode Value)[] more)
    {
        var body = new JsonObject { ["merchantAccount"] = "CheckoutLocal" };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        return body;
    }
}

/// <summary>An answer of the Adyen-shaped API.</summary>
internal sealed record AdyenReply(HttpStatusCode Status, JsonNode Body)
{
    public string PspReference => Text("pspReference");

    public string ResultCode => Text("resultCode");

    public string Text(string name) => Body[name].ShouldNotBeNull().GetValue<string>();
}
