using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>
/// Items are held for a second only. Who comes back from a challenge later gets what is still there; otherwise his money goes back.
/// </summary>
public sealed class LateDeliveryTests : IAsyncLifetime
{
    private const string Item = "it_ab1";

    private readonly LocalSystem system = new("--Fulfilment:ReservationLifetime=00:00:01");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => system.InitializeAsync();

    public ValueTask DisposeAsync() => system.DisposeAsync();

    [Fact]
    public async Task An_order_whose_item_was_sold_meanwhile_is_refunded_and_the_other_customer_keeps_it()
    {
        await StockAsync(1);
        var (late, quick) = ($"cu.{Guid.NewGuid():n}", $"cu.{Guid.NewGuid():n}");
        var challenged = await SubmitAsync(Cards.Challenge, late);
        var challenge = await system.Merchant.UntilAsync(challenged, "CHECK_OUT_3DS_REQUIRED");
        await UntilAvailableAsync(1);
        await system.Merchant.UntilAsync(await SubmitAsync(Cards.Frictionless, quick), "CHECK_OUT_DONE");

        await ComeBackAsync(challenge);
        var failed = await system.Merchant.UntilAsync(challenged, "CHECK_OUT_FAILED");

        failed["message"]!.GetValue<string>().ShouldStartWith("OUT_OF_STOCK");
        await Eventually.HoldsAsync(async () =>
            await Ledger.OfAsync(system.Psps, challenged) is { Held: 0 } totals && totals.Captured == totals.Refunded);
        (await EntitlementsAsync(late)).ShouldBeEmpty();
        (await EntitlementsAsync(quick)).ShouldHaveSingleItem()!["itemIdentifier"]!.GetValue<string>().ShouldBe(Item);
        await UntilAvailableAsync(0);
    }

    [Fact]
    public async Task An_order_whose_item_is_still_there_is_delivered()
    {
        await StockAsync(1);
        var late = $"cu.{Guid.NewGuid():n}";
        var challenged = await SubmitAsync(Cards.Challenge, late);
        var challenge = await system.Merchant.UntilAsync(challenged, "CHECK_OUT_3DS_REQUIRED");
        await UntilAvailableAsync(1);

        await ComeBackAsync(challenge);
        await system.Merchant.UntilAsync(challenged, "CHECK_OUT_DONE");

        (await EntitlementsAsync(late)).ShouldHaveSingleItem()!["trackingNumber"]!.GetValue<string>().ShouldBe(challenged);
        await UntilAvailableAsync(0);
    }

    private static Task<string> ComeBackAsync(JsonNode challenge) =>
        Shopper.AnswerAsync(challenge["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");

    private Task<string> SubmitAsync(string card, string customer)
    {
        var order = JsonNode.Parse(Merchant.Order(card))!;
        order["order"]!["customer"]!["customerUrn"] = customer;
        return system.Merchant.SubmitAsync(order.ToJsonString());
    }

    private async Task<JsonArray> EntitlementsAsync(string customer)
    {
        using var response = await system.Merchant.GetAsync($"/api/v1/c2a/customer/entitlements?c={customer}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!["entitlements"]!.AsArray();
    }

    private async Task StockAsync(int available)
    {
        using var http = new HttpClient { BaseAddress = system.Fulfilment };
        using var response = await http.PutAsJsonAsync($"/stock/{Merchant.Tenant}/{Item}", new { available }, Cancelled);
        response.EnsureSuccessStatusCode();
    }

    private async Task UntilAvailableAsync(int available)
    {
        using var http = new HttpClient { BaseAddress = system.Fulfilment };
        await Eventually.HoldsAsync(async () =>
            (await http.GetFromJsonAsync<JsonNode>($"/stock/{Merchant.Tenant}/{Item}", Cancelled))!["available"]!.GetValue<int>() == available);
    }
}
