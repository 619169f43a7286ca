using System.Net;
using System.Text.Json.Nodes;
using static Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect.DeliverectClient;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;

/// <summary>Checkouts up to the point where money moves.</summary>
public sealed class NewCheckoutTests(DeliverectSystem system) : IClassFixture<DeliverectSystem>
{
    private const string Path = "v2/checkouts";

    private readonly DeliverectClient client = system.Client();

    [Fact]
    public async Task A_checkout_by_dpay_is_the_vendors_document_with_a_page_to_go_to()
    {
        var made = await client.CheckedOutAsync(Payment("dpay", 1600));
        made["failureReason"].ShouldBeNull();
        made.AsObject().ContainsKey("failureReason").ShouldBeTrue();

        var read = await client.CheckoutAsync(Id(made));

        JsonShape.Differences(VendorDocuments.Pending, read).ShouldBeEmpty();
        read["status"]!.GetValue<string>().ShouldBe("open");
        read["payment"]!["action"]!["url"]!.GetValue<string>().ShouldContain("/pay/acme/");
        read["created"]!.GetValue<string>().ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$");
        using var known = await client.SendAsync(HttpMethod.Get, $"{Path}/{Id(made)}", headers: ("If-None-Match", $"\"{read["etag"]}\""));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_checkout()
    {
        var request = Purchase(Id(await client.BasketAsync()), orderId: null, Payment("dpay", 1600));

        var first = await client.OkAsync(HttpMethod.Post, Path, request);
        var again = await client.OkAsync(HttpMethod.Post, Path, request.DeepClone());

        JsonNode.DeepEquals(again, first).ShouldBeTrue();
    }

    [Fact]
    public async Task A_basket_that_is_checked_out_cannot_be_changed()
    {
        var id = Id(await client.CheckedOutAsync(Payment("dpay", 1600)));

        var (status, body) = await client.RefusedAsync(HttpMethod.Patch, $"baskets/{id}/items", JsonNode.Parse("[]"));

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Code(body).ShouldBe("basket_not_open");
        (await client.OkAsync(HttpMethod.Get, $"baskets/{id}"))["status"]!.GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task Payments_add_up_to_the_total()
    {
        var request = Purchase(Id(await client.BasketAsync()), orderId: null, Payment("dpay", 1500), Payment("gift_card", 99));

        var (status, body) = await client.RefusedAsync(HttpMethod.Post, Path, request);

        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Code(body).ShouldBe("payment_amount_mismatch");
        body!["context"]!.ToJsonString().ShouldBe("""{"paymentsTotal":1599,"basketTotal":1600}""");
    }

    [Fact]
    public async Task A_part_that_is_still_due_elsewhere_cannot_stand_beside_dpay()
    {
        var request = Purchase(
            Id(await client.BasketAsync()), orderId: null, Payment("dpay", 1500), Payment("third_party", 100, isPrepaid: false));

        Code((await client.RefusedAsync(HttpMethod.Post, Path, request)).Body).ShouldBe("payment_combination_not_supported");
    }

    [Fact]
    public async Task An_order_number_is_not_used_twice_by_whatever_account()
    {
        var globex = system.Client(DeliverectSystem.OtherAccount, "of-globex", DeliverectSystem.OtherAccount);
        var number = Guid.NewGuid().ToString();
        await client.OkAsync(HttpMethod.Post, Path, Purchase(Id(await client.BasketAsync()), number, Payment("dpay", 1600)));

        foreach (var account in new[] { client, globex })
        {
            var (status, body) = await account.RefusedAsync(
                HttpMethod.Post, Path, Purchase(Id(await account.BasketAsync()), number, Payment("dpay", 1600)));

            status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            Code(body).ShouldBe("duplicate_channel_order_id");
            body!["context"]!["channelOrderId"]!.GetValue<string>().ShouldBe(number);
        }
    }

    [Fact]
    public async Task A_basket_that_cannot_be_paid_says_why()
    {
        var empty = await client.BasketAsync(JsonNode.Parse("""{"storeId":"s","fulfillment":{"type":"pickup"}}"""));
        var nowhere = await client.BasketAsync(JsonNode.Parse(
            """{"storeId":"s","fulfillment":{"type":"delivery"},"items":[{"menuId":"m","plu":"MUG","quantity":1}]}"""));

        await ShouldBeAsync(Id(empty), "basket_empty");
        await ShouldBeAsync(Id(nowhere), "fulfillment_incomplete");
        await ShouldBeAsync("6643861d0c1914c93a846b78", "basket_not_found");

        async Task ShouldBeAsync(string basketId, string code)
        {
            var (_, body) = await client.RefusedAsync(HttpMethod.Post, Path, Purchase(basketId, orderId: null, Payment("dpay", 1600)));
            Code(body).ShouldBe(code);
        }
    }

    [Theory]
    [InlineData("payments", """[]""")]
    [InlineData("payments", """[{"type":"cash","externalId":"1","isPrepaid":true,"amount":1600}]""")]
    [InlineData("payments", """[{"type":"dpay","externalId":"1","isPrepaid":true}]""")]
    [InlineData("payments", """[{"type":"dpay","externalId":"1","isPrepaid":true,"amount":16.5}]""")]
    [InlineData("payments", """[{"type":"dpay","isPrepaid":true,"amount":1600}]""")]
    [InlineData("payments", """[{"type":"dpay","externalId":"1","isPrepaid":true,"amount":1600,"metadata":{"channel":"SEPA"}}]""")]
    [InlineData("payments", """[{"type":"dpay","externalId":"1","isPrepaid":true,"amount":1600,"metadata":{"returnUrl":"javascript:1"}}]""")]
    [InlineData("basket", """{}""")]
    [InlineData("basket", """{"id":"!"}""")]
    [InlineData("order", """{"channelOrderId":7}""")]
    public async Task What_is_no_request_is_400_with_the_vendors_body(string field, string value)
    {
        var request = Purchase(Id(await client.BasketAsync()), orderId: null, Payment("dpay", 1600));
        request[field] = JsonNode.Parse(value);

        var (status, body) = await client.RefusedAsync(HttpMethod.Post, Path, request);

        status.ShouldBe(HttpStatusCode.BadRequest);
        body!.ToJsonString().ShouldBe("""{"value":""}""");
    }

    [Theory]
    [InlineData("what-is-this", 400)]
    [InlineData("6643861d0c1914c93a846b78", 404)]
    [InlineData("cs_01JABCDEFGHJKMNPQRSTVWXYZ0", 404)]
    [InlineData("trk_01JABCDEFGHJKMNPQRSTVWXYZ0", 404)]
    public async Task A_checkout_that_nobody_made_is_unknown_and_what_is_no_name_a_bad_request(string id, int expected) =>
        ((int)(await client.RefusedAsync(HttpMethod.Get, $"{Path}/{id}")).Status).ShouldBe(expected);

    [Fact]
    public async Task What_becomes_of_a_payment_by_dpay_is_not_for_others_to_say()
    {
        var made = await client.CheckedOutAsync(Payment("dpay", 1600));
        var path = $"{Path}/{Id(made)}/payments";
        var update = JsonNode.Parse("""{"status":"authorized"}""");

        var (_, body) = await client.RefusedAsync(HttpMethod.Post, $"{path}/{made["payment"]!["id"]}", update);
        Code(body).ShouldBe("payment_not_updatable");
        (await client.RefusedAsync(HttpMethod.Post, $"{path}/6643861d0c1914c93a846b79", update)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await client.RefusedAsync(HttpMethod.Post, $"{path}/{made["payment"]!["id"]}", JsonNode.Parse("""{"status":"paid"}""")))
            .Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static string Id(JsonNode document) => document["id"]!.GetValue<string>();

    private static string? Code(JsonNode? body) => body?["code"]?.GetValue<string>();
}
