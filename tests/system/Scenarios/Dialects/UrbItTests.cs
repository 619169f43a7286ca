using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>Shops that speak urb-it's API buy and ask over the whole system.</summary>
public sealed class UrbItTests(LocalSystem system)
{
    private const string Shop = "https://shop.example/thanks";

    private readonly UrbItStore store = new(system.Api);

    [Fact]
    public async Task A_consumer_pays_on_the_page_and_comes_back_to_the_shop()
    {
        var reference = Guid.NewGuid().ToString();
        var created = await store.CreatedAsync(UrbItStore.Order(reference, Shop));
        created["checkout_status"]!.GetValue<string>().ShouldBe("CREATED");

        var (_, location) = await PaymentPageShopper.PayAsync(Text(created, "checkout_url"), Cards.Frictionless);

        var trackingNumber = TrackingNumberIn(location);
        var complete = await store.UntilAsync(reference, "COMPLETE");
        complete["total_amount"]!.GetValue<long>().ShouldBe(900);
        complete["total_amount_excl_vat"]!.GetValue<long>().ShouldBe(720);
        complete["payment_method_info"]!["control_digits"]!.GetValue<string>().ShouldBe(Cards.Frictionless[^3..]);
        Text(complete, "delivery_code").Length.ShouldBe(6);
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 900, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_new_checkout_is_answered_with_its_document_and_the_page_and_nothing_else()
    {
        var reference = Guid.NewGuid().ToString();
        var created = (await store.CreatedAsync(UrbItStore.Order(reference, Shop))).AsObject();
        using var read = await store.GetAsync(reference);

        created.Remove("checkout_url").ShouldBeTrue();
        JsonNode.DeepEquals(created, await UrbItStore.BodyAsync(read)).ShouldBeTrue(created.ToJsonString());
    }

    [Fact]
    public async Task A_challenge_lies_between_the_page_and_the_shop()
    {
        var reference = Guid.NewGuid().ToString();
        var created = await store.CreatedAsync(UrbItStore.Order(reference, Shop));

        var (_, bank) = await PaymentPageShopper.PayAsync(Text(created, "checkout_url"), Cards.Challenge);
        Text(await store.UntilAsync(reference, "READY"), "checkout_status").ShouldBe("READY");
        var back = await Shopper.AnswerAtTheBankAsync(bank.ShouldNotBeNull().AbsoluteUri, "approve");
        var trackingNumber = TrackingNumberIn(await LocationOfAsync(back));

        await store.UntilAsync(reference, "COMPLETE");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 900, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_declined_card_fails_the_checkout_until_another_one_pays_it()
    {
        var reference = Guid.NewGuid().ToString();
        var page = Text(await store.CreatedAsync(UrbItStore.Order(reference, Shop)), "checkout_url");

        var (html, location) = await PaymentPageShopper.PayAsync(page, Cards.Declined);
        location.ShouldBeNull();
        html.ShouldContain("role=\"alert\"");
        await store.UntilAsync(reference, "FAILED");
        await PaymentPageShopper.PayAsync(page, Cards.Frictionless);

        await store.UntilAsync(reference, "COMPLETE");
    }

    [Fact]
    public async Task A_paid_checkout_is_not_paid_again()
    {
        var reference = Guid.NewGuid().ToString();
        var page = Text(await store.CreatedAsync(UrbItStore.Order(reference, Shop)), "checkout_url");
        var first = TrackingNumberIn((await PaymentPageShopper.PayAsync(page, Cards.Frictionless)).Location);
        await store.UntilAsync(reference, "COMPLETE");

        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var again = await http.PostAsync(
            new Uri(page), new FormUrlEncodedContent([new("number", Cards.Frictionless)]), TestContext.Current.CancellationToken);

        TrackingNumberIn(again.Headers.Location).ShouldBe(first);
        (await Ledger.OfAsync(system.Psps, first)).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_is_not_signed_shows_nothing()
    {
        var page = Text(await store.CreatedAsync(UrbItStore.Order(Guid.NewGuid().ToString(), Shop)), "checkout_url");
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(page[..^3] + "abc"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_older_status_call_tells_the_same()
    {
        var reference = Guid.NewGuid().ToString();
        await store.CreatedAsync(UrbItStore.Order(reference, Shop));

        using var older = await store.SendAsync(HttpMethod.Post, "/checkout/status", $$"""{"reference_id": "{{reference}}"}""");
        using var newer = await store.GetAsync(reference);

        JsonNode.DeepEquals(await UrbItStore.BodyAsync(older), await UrbItStore.BodyAsync(newer)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_order_number_names_one_checkout()
    {
        var order = UrbItStore.Order(Guid.NewGuid().ToString(), Shop);
        var first = await store.CreatedAsync(order);

        using var again = await store.CreateAsync(order);
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        Text((await UrbItStore.BodyAsync(again))!, "checkout_url").ShouldBe(Text(first, "checkout_url"));

        order["gift"] = false;
        using var other = await store.CreateAsync(order);
        other.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Text((await UrbItStore.BodyAsync(other))!, "developer_message").ShouldContain("retailer_reference_id");
    }

    [Fact]
    public async Task An_order_submitted_at_the_merchants_API_reads_as_a_complete_checkout()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        var read = await store.UntilAsync(trackingNumber, "COMPLETE");

        read["total_amount"]!.GetValue<long>().ShouldBe(1499);
        read["checkout_items"]![0]!["reference_id"]!.GetValue<string>().ShouldBe("it_ab1");
    }

    [Fact]
    public async Task A_checkout_reads_as_an_order_at_the_merchants_API()
    {
        var reference = Guid.NewGuid().ToString();
        var created = await store.CreatedAsync(UrbItStore.Order(reference, Shop));
        var (_, location) = await PaymentPageShopper.PayAsync(Text(created, "checkout_url"), Cards.Frictionless);

        await system.Merchant.UntilAsync(TrackingNumberIn(location), "CHECK_OUT_DONE");
    }

    [Fact]
    public async Task What_is_not_signed_by_a_store_key_is_refused()
    {
        using var bare = await new HttpClient().GetAsync(
            new Uri(system.Api, "/v2/checkouts/reference-id/1"), TestContext.Current.CancellationToken);
        using var unknownKey = await new UrbItStore(system.Api, storeKey: "nobody").GetAsync("1");
        using var wrongSecret = await new UrbItStore(system.Api, secret: "d3Jvbmc=").GetAsync("1");
        using var tooOld = await store.SendAsync(
            HttpMethod.Get, "/v2/checkouts/reference-id/1", at: TimeProvider.System.GetUtcNow().AddMinutes(-16));

        foreach (var answer in new[] { bare, unknownKey, wrongSecret, tooOld })
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            Text((await UrbItStore.BodyAsync(answer))!, "developer_message").ShouldNotBeEmpty();
        }
    }

    [Fact]
    public async Task A_nonce_is_good_once()
    {
        var nonce = Guid.NewGuid().ToString();
        using var first = await store.SendAsync(HttpMethod.Get, "/v2/checkouts/reference-id/1", nonce: nonce);
        using var replayed = await store.SendAsync(HttpMethod.Get, "/v2/checkouts/reference-id/1", nonce: nonce);

        first.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        replayed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("currency", "\"EURO\"")]
    [InlineData("return_url", "\"javascript:alert(1)\"")]
    [InlineData("return_url", "null")]
    [InlineData("checkout_items", "[]")]
    [InlineData("checkout_items", "[{\"name\": \"x\", \"reference_id\": \"1\", \"amount\": \"9\"}]")]
    [InlineData("checkout_items", "[{\"name\": \"x\", \"reference_id\": \"1\", \"amount\": 100}, {\"name\": \"v\", \"amount\": -100, \"type\": \"Voucher\"}]")]
    [InlineData("delivery_type", "\"Never\"")]
    [InlineData("consumer", "{\"email\": \"nobody\"}")]
    public async Task A_field_that_is_wrong_is_named(string field, string value)
    {
        var order = UrbItStore.Order(Guid.NewGuid().ToString(), Shop);
        order[field] = JsonNode.Parse(value);

        using var answer = await store.CreateAsync(order);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        Text((await UrbItStore.BodyAsync(answer))!, "developer_message").ShouldStartWith(field);
    }

    private static string Text(JsonNode body, string name) => body[name].ShouldNotBeNull().GetValue<string>();

    private static string TrackingNumberIn(Uri? location)
    {
        location.ShouldNotBeNull().GetLeftPart(UriPartial.Path).ShouldBe(Shop);
        return System.Web.HttpUtility.ParseQueryString(location.Query)["trackingNumber"].ShouldNotBeNull();
    }

    private static async Task<Uri?> LocationOfAsync(Uri page)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var response = await http.GetAsync(page, TestContext.Current.CancellationToken);
        return response.Headers.Location;
    }
}
