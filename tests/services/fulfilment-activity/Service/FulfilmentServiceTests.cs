using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment.Orders;

namespace Checkout.Services.Tests.FulfilmentActivity.Service;

public sealed class FulfilmentServiceTests(FulfilmentSystem system) : IClassFixture<FulfilmentSystem>
{
    private readonly string item = $"it_{Guid.NewGuid():N}";
    private readonly string customer = $"cu.{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivered_order_is_listed_until_it_is_revoked()
    {
        var order = NewOrder();
        (await ReserveAsync(order)).Reserved.ShouldBeTrue();
        (await EntitlementsAsync()).ShouldBeEmpty();

        (await system.RunAsync<DeliverItems, OrderReference, DeliveryResult>(order)).Delivered.ShouldBeTrue();

        var entitlement = (await EntitlementsAsync()).ShouldHaveSingleItem().ShouldNotBeNull();
        entitlement["trackingNumber"]!.GetValue<string>().ShouldBe(order.TrackingNumber);
        entitlement["itemIdentifier"]!.GetValue<string>().ShouldBe(item);
        entitlement["quantity"]!.GetValue<int>().ShouldBe(1);
        (await system.RunAsync<RevokeItems, OrderReference, bool>(order)).ShouldBeTrue();
        (await EntitlementsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Orders_at_the_same_time_share_a_limited_stock_without_selling_more()
    {
        await SetStockAsync("""{"available":5}""");
        var orders = Enumerable.Range(0, 8).Select(_ => NewOrder()).ToList();

        // Each twice at the same time, as a redelivery would.
        var results = await Task.WhenAll(orders.Concat(orders).Select(ReserveAsync));

        results.Take(8).Count(result => result.Reserved).ShouldBe(5);
        results.Take(8).ShouldBe(results.Skip(8));
        results.Where(result => !result.Reserved).ShouldAllBe(result => result.ReasonCode == "OUT_OF_STOCK");
        (await StockAsync())["available"]!.GetValue<int>().ShouldBe(0);

        await Task.WhenAll(orders.Select(order => system.RunAsync<ReleaseItems, OrderReference, bool>(order)));
        (await StockAsync()).ToJsonString().ShouldBe($$"""{"itemIdentifier":"{{item}}","available":5,"taken":0}""");
    }

    [Fact]
    public async Task A_stock_that_was_never_set_is_unlimited()
    {
        using var response = await system.Http.GetAsync($"/stock/acme/{item}", Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"available":-1}""")]
    [InlineData("""{"available":"many"}""")]
    [InlineData("nothing")]
    public async Task A_stock_is_a_whole_number(string body)
    {
        using var response = await PutStockAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task An_operator_sees_what_became_of_each_item_and_nothing_of_another_tenants()
    {
        var order = NewOrder();
        await ReserveAsync(order);
        await system.RunAsync<DeliverItems, OrderReference, DeliveryResult>(order);

        var view = await system.Http.GetFromJsonAsync<JsonNode>($"/orders/acme/{order.TrackingNumber}", Cancel);
        view!["status"]!.GetValue<string>().ShouldBe("Delivered");
        var line = view["items"]!.AsArray().ShouldHaveSingleItem()!;
        (line["itemIdentifier"]!.GetValue<string>(), line["status"]!.GetValue<string>()).ShouldBe((item, "Delivered"));
        using var other = await system.Http.GetAsync($"/orders/globex/{order.TrackingNumber}", Cancel);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/orders/acme/a:b")]
    [InlineData("/entitlements/acme/a%7C%7Cb")]
    [InlineData("/entitlements/acme/a:b")]
    [InlineData("/entitlements/acme/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/stock/a%20b/it_1")]
    public async Task What_is_not_an_identifier_is_a_problem(string address)
    {
        using var response = await system.Http.GetAsync(address, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
    }

    private static OrderReference NewOrder() => new($"trk_{Guid.NewGuid():N}", "acme");

    private Task<ReservationResult> ReserveAsync(OrderReference order) =>
        system.RunAsync<ReserveItems, ReserveItemsRequest, ReservationResult>(
            new ReserveItemsRequest(order.TrackingNumber, order.TenantId, customer, [new OrderLine(item, 1)]));

    private async Task<JsonArray> EntitlementsAsync() =>
        (await system.Http.GetFromJsonAsync<JsonArray>($"/entitlements/acme/{customer}", Cancel)).ShouldNotBeNull();

    private async Task<JsonNode> StockAsync() =>
        (await system.Http.GetFromJsonAsync<JsonNode>($"/stock/acme/{item}", Cancel)).ShouldNotBeNull();

    private async Task SetStockAsync(string body)
    {
        using var response = await PutStockAsync(body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> PutStockAsync(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await system.Http.PutAsync($"/stock/acme/{item}", content, Cancel);
    }
}
