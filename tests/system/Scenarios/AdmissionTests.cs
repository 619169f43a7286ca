using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>Orders that are not admitted leave nothing behind and say why.</summary>
public sealed class AdmissionTests(LocalSystem system)
{
    private const string Checkout = "/api/c2a/offer/checkout";

    [Theory]
    [InlineData("offerIdentifier", "of_unknown", "NO_OFFER_FOUND")]
    [InlineData("itemIdentifier", "it_unknown", "ORDERED_ITEM_NOT_FOUND")]
    [InlineData("itemIdentifier", "it_ad1", "OFFER_NOT_PURCHASABLE")]
    public async Task What_is_not_on_offer_is_a_409_with_the_code_and_no_tracking_number(string field, string value, string messageCode)
    {
        var order = JsonNode.Parse(Merchant.Order(Cards.Frictionless))!;
        var cart = order["order"]!.AsObject();
        var holder = cart.ContainsKey(field) ? cart : cart["items"]![0]!;
        holder[field] = value;

        using var response = await system.Merchant.PostAsync(Checkout, order.ToJsonString());

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextOf(response)).ShouldBe(
            $$$"""{"trackingNumber":null,"status":{"messageCode":"{{{messageCode}}}"},"followUpInstructions":{"canFollowUp":false}}""");
    }

    [Theory]
    [InlineData("CreditCard", "nobody")]
    [InlineData("PayPal", "stripe")]
    public async Task A_payment_that_no_psp_takes_is_a_409_with_its_code(string channel, string provider)
    {
        var order = channel is "CreditCard"
            ? Merchant.Order(Cards.Frictionless, provider: provider) : Merchant.OrderBy(channel, provider: provider);

        using var response = await system.Merchant.PostAsync(Checkout, order);

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextOf(response)).ShouldContain("PAYMENT_CHANNEL_NOT_AVAILABLE");
    }

    [Theory]
    [InlineData("SEPA", null, "payer")]
    [InlineData("SEPA", "DE00370400440532013000", "payer.iban")]
    [InlineData("Klarna", null, "payer")]
    public async Task A_channel_that_needs_its_payer_says_so(string channel, string? iban, string field)
    {
        var payer = iban is null ? null : new { name = "Jane Doe", email = "jane@shop.example", iban };

        using var response = await system.Merchant.PostAsync(Checkout, Merchant.OrderBy(channel, payer));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await TextOf(response);
        JsonNode.Parse(text)!["errors"]!.AsObject().Single().Key.ShouldBe($"paymentMethod.{field}");
        text.ShouldNotContain("DE00370400440532013000");
    }

    [Fact]
    public async Task A_stored_method_of_somebody_else_does_not_exist()
    {
        var order = JsonNode.Parse(Merchant.Sample("stored-card"))!;
        order["order"]!["customer"]!["customerUrn"] = "cu.other";

        using var response = await system.Merchant.PostAsync(Checkout, order.ToJsonString());

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await TextOf(response)).ShouldContain("PAYMENT_METHOD_NOT_FOUND");
    }

    [Fact]
    public async Task Bad_input_is_a_400_that_names_each_field_and_repeats_no_card_data()
    {
        var order = JsonNode.Parse(Merchant.Order("4111111111111112"))!;
        order["order"]!["items"]![0]!["quantity"] = 0;
        order["paymentMethod"]!["creditCard"]!["cvc"] = "98765";

        using var response = await system.Merchant.PostAsync(Checkout, order.ToJsonString());

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await TextOf(response);
        JsonNode.Parse(text)!["errors"]!.AsObject().Select(error => error.Key).ShouldBe(
            ["order.items[0].quantity", "paymentMethod.creditCard.cardNumber", "paymentMethod.creditCard.cvc"], ignoreOrder: true);
        text.ShouldNotContain("4111111111111112");
        text.ShouldNotContain("98765");
    }

    [Fact]
    public async Task An_order_in_aliases_is_bought_and_its_errors_come_in_aliases()
    {
        var correlationId = Guid.NewGuid();
        var order = JsonNode.Parse($$"""
            {
              "ORD": {
                "OID": "of_8z2k1q", "CLD": "{{correlationId}}",
                "ITM": [ { "ITM": "it_ab1" }, { "ITM": "it_ad1", "PURN": "it_ab1", "QTY": 2 } ], "CUST": { "customerUrn": "cu.00.482" }
              },
              "PMT": {
                "TP": "CreditCard",
                "CC": { "CHN": "Jane Doe", "CN": "{{Cards.Frictionless}}", "EM": "12", "EY": "2029", "CVC": "123" }
              }
            }
            """)!;

        var trackingNumber = await system.Merchant.SubmitAsync(order.ToJsonString());
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).Captured.ShouldBe(1499 + (2 * 399));

        order["ORD"]!["ITM"]![1]!["QTY"] = 0;
        order["ORD"]!["offerIdentifier"] = "of_other";
        using var response = await system.Merchant.PostAsync(Checkout, order.ToJsonString());
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await TextOf(response))!["errors"]!.AsObject().Select(error => error.Key)
            .ShouldBe(["ORD.ITM[1].QTY", "ORD.offerIdentifier"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"order":{"offerIdentifier":"\ud800"}}""", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"order":{"items":"no"}}""", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    public async Task What_is_no_order_is_a_400(string body, HttpStatusCode expected)
    {
        using var response = await system.Merchant.PostAsync(Checkout, body);

        response.StatusCode.ShouldBe(expected);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f", "sk_dev_acme_sample_12345678")]
    [InlineData("e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f", "")]
    [InlineData("nobody", "sk_dev_acme_sample_123456789")]
    public async Task A_wrong_key_or_tenant_is_a_401(string tenant, string key)
    {
        using var http = new HttpClient { BaseAddress = system.Api };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Checkout, UriKind.Relative))
        {
            Headers = { { "x-tn", tenant }, { "x-api-key", key } },
            Content = new StringContent(Merchant.Order(Cards.Frictionless), Encoding.UTF8, "application/json"),
        };

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_unknown_tracking_number_is_a_404_and_another_tenants_a_409()
    {
        using var unknown = await system.Merchant.GetAsync($"{Checkout}/trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB/status");
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await TextOf(unknown)).ShouldBe("""{"status":{"messageCode":"ORDERED_ITEM_NOT_FOUND"}}""");

        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        using var http = new HttpClient { BaseAddress = system.Api };
        http.DefaultRequestHeaders.Add("x-tn", "0b7d5c1e-93a4-4f0b-8a57-6f1f0f8b2c11");
        http.DefaultRequestHeaders.Add("x-api-key", "sk_dev_globex_sample_987654321");
        using var foreign = await http.GetAsync(
            new Uri($"{Checkout}/{trackingNumber}/status", UriKind.Relative), TestContext.Current.CancellationToken);
        foreign.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        foreign.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    private static Task<string> TextOf(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
