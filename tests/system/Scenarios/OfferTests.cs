using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

public sealed class OfferTests(LocalSystem system)
{
    [Fact]
    public async Task A_resolved_offer_is_bought_at_its_promoted_prices_in_instalments()
    {
        using var response = await system.Merchant.PostAsync(
            "/api/c2a/offer/bundles", """{ "customerUrn": "cu.00.482", "promotionCode": "WELCOME" }""");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var offer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["offer"]!;
        var order = JsonNode.Parse(Merchant.Order(Cards.Frictionless))!;
        order["order"]!["offerIdentifier"] = offer["offerIdentifier"]!.GetValue<string>();
        order["order"]!["installmentIdentifier"] = "in_3";
        order["order"]!["items"] = JsonNode.Parse("""
            [ { "itemIdentifier": "it_ab1" }, { "itemIdentifier": "it_ad1", "parentItemIdentifier": "it_ab1", "quantity": 2 } ]
            """);

        var trackingNumber = await system.Merchant.SubmitAsync(order.ToJsonString());

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).Captured.ShouldBe((1499 - 150) + (2 * (399 - 40)));
    }

    [Fact]
    public async Task An_addon_that_does_not_name_its_bundle_is_a_400_at_its_field_as_written()
    {
        var order = JsonNode.Parse(Merchant.Order(Cards.Frictionless))!;
        order["order"]!["items"] = JsonNode.Parse("""[ { "ITM": "it_ab1" }, { "ITM": "it_ad1" } ]""");

        using var response = await system.Merchant.PostAsync("/api/c2a/offer/checkout", order.ToJsonString());

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]!.AsObject()
            .Select(error => error.Key).ShouldBe(["order.items[1].parentItemIdentifier"]);
    }
}
