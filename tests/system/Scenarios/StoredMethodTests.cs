using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>The vendor's calls for a customer's stored payment methods.</summary>
public sealed class StoredMethodTests(LocalSystem system)
{
    private const string Methods = "/api/c2a/customer/payment/methods";

    private readonly string customer = $"cu.{Guid.NewGuid():n}";

    [Fact]
    public async Task A_method_is_added_pays_is_switched_off_and_on_and_is_deleted()
    {
        var method = await AddedAsync(Cards.Frictionless);
        var urn = method["paymentMethodUrn"]!.GetValue<string>();
        method["maskedCardNumber"]!.GetValue<string>().ShouldBe("411111******1111");
        method["cardType"]!.GetValue<string>().ShouldBe("Visa");
        method["state"]!.GetValue<string>().ShouldBe("Active");
        method["cardAlias"]!.GetValue<string>().ShouldBe("work");
        (await ListAsync()).ShouldHaveSingleItem()!["paymentMethodUrn"]!.GetValue<string>().ShouldBe(urn);
        await system.Merchant.UntilAsync(await system.Merchant.SubmitAsync(OrderWith(urn)), "CHECK_OUT_DONE");

        await ShouldSucceedAsync(system.Merchant.PostAsync($"{Methods}/inactivate", $$"""{"paymentMethodUrn":"{{urn}}"}"""));
        (await InfoAsync(urn))!["state"]!.GetValue<string>().ShouldBe("Inactive");
        (await PostAsync("/api/c2a/offer/checkout", OrderWith(urn))).ShouldBe((HttpStatusCode.Conflict, "PAYMENT_METHOD_NOT_FOUND"));

        await ShouldSucceedAsync(system.Merchant.PostAsync($"{Methods}/activate", $$"""{"p":"{{urn}}","c":"{{customer}}"}"""));
        await system.Merchant.UntilAsync(await system.Merchant.SubmitAsync(OrderWith(urn)), "CHECK_OUT_DONE");

        await ShouldSucceedAsync(system.Merchant.DeleteAsync($"{Methods}/delete?p={urn}"));
        (await InfoAsync(urn)).ShouldBeNull();
        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_card_added_twice_is_one_method()
    {
        var first = await AddedAsync(Cards.Frictionless);
        var again = await AddedAsync(Cards.Frictionless);
        again["paymentMethodUrn"]!.GetValue<string>().ShouldBe(first["paymentMethodUrn"]!.GetValue<string>());
        await AddedAsync(Cards.AlsoFrictionless);
        (await ListAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(Cards.Declined, HttpStatusCode.Conflict, "CARD_DECLINED")]
    [InlineData(Cards.WrongSecurityCode, HttpStatusCode.Conflict, "INVALID_CARD")]
    [InlineData(Cards.Challenge, HttpStatusCode.Conflict, "CARD_DECLINED")]
    public async Task A_card_that_its_issuer_does_not_want_kept_is_refused_with_a_code(string number, HttpStatusCode status, string messageCode)
    {
        (await PostAsync($"{Methods}/add", Card(number))).ShouldBe((status, messageCode));
        using var list = await system.Merchant.GetAsync($"{Methods}/list?c={customer}");
        list.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CodeOfAsync(list)).ShouldBe("CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task A_method_of_another_tenant_or_customer_is_answered_like_one_that_does_not_exist()
    {
        var urn = (await AddedAsync(Cards.Frictionless))["paymentMethodUrn"]!.GetValue<string>();
        var stranger = new Merchant(system.Api, "0b7d5c1e-93a4-4f0b-8a57-6f1f0f8b2c11", "sk_dev_globex_sample_987654321");
        using var unknown = await system.Merchant.GetAsync($"{Methods}/info?p=pm.unknown");
        using var foreign = await stranger.GetAsync($"{Methods}/info?p={urn}");
        using var another = await system.Merchant.GetAsync($"{Methods}/info?p={urn}&c=cu.other");
        using var delete = await stranger.DeleteAsync($"{Methods}/delete?p={urn}");
        var expected = await TextOf(unknown);
        foreach (var answer in new[] { unknown, foreign, another, delete })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await TextOf(answer)).ShouldBe(expected);
        }

        (await InfoAsync(urn)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_wrong_body_is_a_400_with_the_names_that_the_caller_used_and_no_card_data()
    {
        var body = Card("4111111111111112").Replace("\"cardNumber\"", "\"CN\"", StringComparison.Ordinal)
            .Replace("\"paymentMethod\"", "\"PMT\"", StringComparison.Ordinal);
        using var response = await system.Merchant.PostAsync($"{Methods}/add", body);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await TextOf(response);
        JsonNode.Parse(text)!["errors"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe("PMT.creditCard.CN");
        text.ShouldNotContain("4111111111111112");

        using var info = await system.Merchant.GetAsync($"{Methods}/info");
        info.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var list = await system.Merchant.GetAsync($"{Methods}/list?c=a%20b");
        list.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private string Card(string number) => $$$"""
        {"customerUrn":"{{{customer}}}","paymentMethod":{"paymentChannel":"CreditCard","creditCard":{
          "cardHolderName":"Jane Doe","cardNumber":"{{{number}}}","expireMonth":"12","expireYear":"2030","cvc":"737","cardAlias":"work" } } }
        """;

    private string OrderWith(string urn)
    {
        var order = JsonNode.Parse(Merchant.Sample("stored-card"))!;
        order["order"]!["customer"]!["customerUrn"] = customer;
        order["order"]!["correlationId"] = Guid.NewGuid().ToString();
        order["paymentMethod"]!["creditCard"]!["storedMethodUrn"] = urn;
        return order.ToJsonString();
    }

    private async Task<JsonNode> AddedAsync(string number)
    {
        using var response = await system.Merchant.PostAsync($"{Methods}/add", Card(number));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await TextOf(response));
        return JsonNode.Parse(await TextOf(response))!["paymentMethod"]!;
    }

    private async Task<JsonArray> ListAsync()
    {
        using var response = await system.Merchant.GetAsync($"{Methods}/list?c={customer}");
        return JsonNode.Parse(await TextOf(response))!["paymentMethods"]!.AsArray();
    }

    private async Task<JsonNode?> InfoAsync(string urn)
    {
        using var response = await system.Merchant.GetAsync($"{Methods}/info?p={urn}");
        return JsonNode.Parse(await TextOf(response))!["paymentMethod"];
    }

    private async Task<(HttpStatusCode Status, string? MessageCode)> PostAsync(string path, string json)
    {
        using var response = await system.Merchant.PostAsync(path, json);
        return (response.StatusCode, await CodeOfAsync(response));
    }

    private static async Task ShouldSucceedAsync(Task<HttpResponseMessage> call)
    {
        using var response = await call;
        (await TextOf(response)).ShouldBe("""{"status":{"messageCode":"SUCCESS"}}""");
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await TextOf(response))!["status"]!["messageCode"]?.GetValue<string>();

    private static Task<string> TextOf(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
