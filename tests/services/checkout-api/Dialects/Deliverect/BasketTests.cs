using System.Net;
using System.Text.Json.Nodes;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;

public sealed class BasketTests(DeliverectSystem system) : IClassFixture<DeliverectSystem>
{
    private readonly DeliverectClient client = system.Client();

    [Fact]
    public async Task A_basket_has_prices_of_the_catalogue_parts_taxes_and_tips()
    {
        var wanted = DeliverectClient.Steak();
        wanted["items"] = JsonNode.Parse(
            """
            [ { "menuId": "m1", "plu": "STK-01", "quantity": 2, "note": "extra salt please", "price": 1,
                "subItems": [ { "customizationPlu": "MOD-01", "plu": "DRNK-01", "quantity": 1 } ] } ]
            """);

        var basket = await client.BasketAsync(wanted);

        var item = basket["items"]![0]!;
        item["price"]!.GetValue<long>().ShouldBe(1500);
        item["gross"]!.GetValue<long>().ShouldBe(3800);
        item["note"]!.GetValue<string>().ShouldBe("extra salt please");
        item["subItems"]![0]!.ToJsonString().ShouldBe(
            """{"customizationPlu":"MOD-01","plu":"DRNK-01","name":"Coca Cola","quantity":1,"price":400,"subItems":[]}""");
        item["taxes"]![0]!.ToJsonString().ShouldBe("""{"rate":19000,"name":"VAT","amount":128}""");
        basket["taxes"]![0]!["amount"]!.GetValue<long>().ShouldBe(128);
        basket["payment"]!["tipTotal"]!.GetValue<long>().ShouldBe(100);
        basket["payment"]!["total"]!.GetValue<long>().ShouldBe(3900);
        basket["status"]!.GetValue<string>().ShouldBe("open");
    }

    [Theory]
    [InlineData("v2/baskets")]
    [InlineData("baskets")]
    public async Task A_basket_can_be_read_and_has_a_tag(string path)
    {
        var made = await client.OkAsync(HttpMethod.Post, path, DeliverectClient.Steak());

        using var read = await client.SendAsync(HttpMethod.Get, $"{path}/{Id(made)}");
        var document = await read.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonNode.DeepEquals(JsonNode.Parse(document), made).ShouldBeTrue();
        read.Headers.ETag.ShouldNotBeNull().Tag.ShouldBe($"\"{made["etag"]}\"");

        using var known = await client.SendAsync(HttpMethod.Get, $"{path}/{Id(made)}", headers: ("If-None-Match", $"\"{made["etag"]}\""));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Each_part_can_be_changed_alone()
    {
        var id = Id(await client.BasketAsync());

        await PatchAsync(id, "items", """[{"menuId":"m","plu":"STK-01","quantity":3}]""");
        await PatchAsync(id, "payment", """{"tips":[{"type":"driver","amount":50}]}""");
        await PatchAsync(id, "discounts", """[{"type":"order_percent_off","provider":"coupon","externalId":"welcome"}]""");
        await PatchAsync(id, "customer", """{"name":"Jane van Doe","email":"jane@example.com","externalId":"crm-1"}""");
        await PatchAsync(id, "store", """{"storeId":"65eee6a9984a1bc1b9637c60"}""");
        var basket = await PatchAsync(id, "fulfillment", """{"type":"eat-in","spot":"table-5"}""");

        basket["payment"]!["discountsTotal"]!.GetValue<long>().ShouldBe(450);
        basket["payment"]!["total"]!.GetValue<long>().ShouldBe(4500 - 450 + 50);
        basket["items"]![0]!["discounts"]![0]!.ToJsonString().ShouldBe("""{"referenceId":1,"amount":450}""");
        basket["items"]![0]!["net"]!.GetValue<long>().ShouldBe(4050);
        basket["discounts"]![0]!["referenceId"]!.GetValue<int>().ShouldBe(1);
        basket["customer"]!["name"]!.GetValue<string>().ShouldBe("Jane van Doe");
        basket["customer"]!["externalId"]!.GetValue<string>().ShouldBe("crm-1");
        basket["channelLinkId"]!.GetValue<string>().ShouldBe("65eee6a9984a1bc1b9637c60");
        basket["fulfillment"]!.ToJsonString().ShouldBe("""{"type":"eatIn","spot":"table-5"}""");
    }

    [Fact]
    public async Task What_is_carried_costs_its_cheapest_delivery()
    {
        var wanted = DeliverectClient.Steak();
        wanted["items"] = JsonNode.Parse("""[{"menuId":"m","plu":"MUG","quantity":1}]""");
        wanted["fulfillment"] = JsonNode.Parse("""{"type":"delivery","address":{"line":"street 1, 11144 Stockholm","country":"SE"}}""");

        var basket = await client.BasketAsync(wanted);

        basket["charges"]!["deliveryFee"]!["gross"]!.GetValue<long>().ShouldBe(100);
        basket["payment"]!["chargesTotal"]!.GetValue<long>().ShouldBe(100);
        basket["payment"]!["total"]!.GetValue<long>().ShouldBe(1200);
        basket["fulfillment"]!["address"]!["line"]!.GetValue<string>().ShouldBe("street 1, 11144 Stockholm");
    }

    [Fact]
    public async Task Parts_of_parts_of_many_are_not_more_than_anybody_can_deliver()
    {
        var wanted = DeliverectClient.Steak();
        wanted["items"] = JsonNode.Parse(
            """
            [{"plu":"STK-01","quantity":1000,"subItems":[{"plu":"DRNK-01","quantity":1000,
              "subItems":[{"plu":"DRNK-01","quantity":1000}]}]}]
            """);

        (await client.RefusedAsync(HttpMethod.Post, "baskets", wanted)).Body!["code"]!.GetValue<string>().ShouldBe("basket_too_large");
    }

    [Theory]
    [InlineData("NOTHING", "product_not_found")]
    [InlineData("USD-1", "product_snoozed")]
    public async Task What_cannot_be_had_is_named(string plu, string code)
    {
        var wanted = DeliverectClient.Steak();
        wanted["items"]!.AsArray().Add(JsonNode.Parse($$"""{"menuId":"m2","plu":"{{plu}}","quantity":1}"""));

        var (status, body) = await client.RefusedAsync(HttpMethod.Post, "baskets", wanted);

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body!["code"]!.GetValue<string>().ShouldBe(code);
        body["message"]!.GetValue<string>().ShouldNotBeEmpty();
        body["context"]!.ToJsonString().ShouldBe($$"""{"menuId":"m2","plu":"{{plu}}"}""");
    }

    [Fact]
    public async Task A_code_that_does_not_hold_is_named()
    {
        var id = Id(await client.BasketAsync());

        var (status, body) = await client.RefusedAsync(
            HttpMethod.Patch, $"baskets/{id}/discounts", JsonNode.Parse("""[{"type":"x","provider":"coupon","name":"NOPE"}]"""));

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body!["code"]!.GetValue<string>().ShouldBe("discount_not_applicable");
    }

    [Theory]
    [InlineData("", """{"fulfillment":{"type":"pickup"}}""")] // no store
    [InlineData("", """{"storeId":"s","fulfillment":{"type":"teleport"}}""")]
    [InlineData("", """{"storeId":"s","items":[{"plu":"STK-01","quantity":0}]}""")]
    [InlineData("", """{"storeId":"s","items":[{"plu":"a/b","quantity":1}]}""")]
    [InlineData("", """{"storeId":"s","items":[{"plu":"STK-01","quantity":"1"}]}""")]
    [InlineData("", """{"storeId":"s","tips":[{"type":"restaurant","amount":-1}]}""")]
    [InlineData("", """{"storeId":"s","channelLinkId":"t"}""")]
    [InlineData("", "[]")]
    [InlineData("/x", null)]
    public async Task What_is_no_request_is_400_with_the_vendors_body(string path, string? json)
    {
        var (status, body) = await client.RefusedAsync(
            json is null ? HttpMethod.Get : HttpMethod.Post, $"baskets{path}", json is null ? null : JsonNode.Parse(json));

        status.ShouldBe(HttpStatusCode.BadRequest);
        body!.ToJsonString().ShouldBe("""{"value":""}""");
    }

    [Fact]
    public async Task A_change_of_an_older_state_is_a_conflict()
    {
        var basket = await client.BasketAsync();
        var tips = JsonNode.Parse("""{"tips":[{"type":"driver","amount":50}]}""");
        using var first = await client.SendAsync(
            HttpMethod.Patch, $"baskets/{Id(basket)}/payment", tips, ("If-Match", $"\"{basket["etag"]}\""));
        using var second = await client.SendAsync(
            HttpMethod.Patch, $"baskets/{Id(basket)}/payment", tips, ("If-Match", $"\"{basket["etag"]}\""));

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_basket_that_nobody_made_is_unknown() =>
        (await client.RefusedAsync(HttpMethod.Get, "baskets/6643861d0c1914c93a846b78")).Status.ShouldBe(HttpStatusCode.NotFound);

    private Task<JsonNode> PatchAsync(string id, string part, string json) =>
        client.OkAsync(HttpMethod.Patch, $"baskets/{id}/{part}", JsonNode.Parse(json));

    private static string Id(JsonNode basket) => basket["id"]!.GetValue<string>();
}
