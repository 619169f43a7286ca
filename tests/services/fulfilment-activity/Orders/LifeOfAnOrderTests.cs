using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment.Orders;

namespace Checkout.Services.Tests.FulfilmentActivity.Orders;

public sealed class LifeOfAnOrderTests
{
    [Fact]
    public async Task What_is_reserved_and_delivered_is_held_by_the_customer()
    {
        var fulfilment = await Fulfilment.WithStockAsync();

        (await fulfilment.ReserveAsync()).ShouldBe(new ReservationResult(Reserved: true));
        (await fulfilment.DeliverAsync()).ShouldBe(new DeliveryResult(Delivered: true));

        fulfilment.Held().Select(held => (held.ItemIdentifier, held.Quantity, held.ParentItemIdentifier)).ShouldBe(
            [(Fulfilment.Stocked, 2, (string?)null), (Fulfilment.Unlimited, 1, Fulfilment.Stocked)]);
        fulfilment.ShouldAgree("delivered");
    }

    [Fact]
    public async Task Items_without_limited_stock_cost_one_write_to_reserve_and_two_to_deliver()
    {
        var fulfilment = new Fulfilment();

        await fulfilment.ReserveAsync();
        fulfilment.Store.Writes.ShouldBe(1);
        await fulfilment.DeliverAsync();

        fulfilment.Store.Writes.ShouldBe(3);
    }

    [Fact]
    public async Task An_order_that_exceeds_the_stock_is_refused_and_takes_nothing()
    {
        var fulfilment = await Fulfilment.WithStockAsync();

        (await fulfilment.ReserveAsync(quantity: 11)).ShouldBe(new ReservationResult(Reserved: false, "OUT_OF_STOCK"));

        fulfilment.Status().ShouldBe(OrderStatus.Refused);
        fulfilment.Available.ShouldBe(10);
        (await fulfilment.DeliverAsync()).ReasonCode.ShouldBe("NOT_RESERVED");
    }

    [Fact]
    public async Task The_last_item_goes_to_one_order()
    {
        var fulfilment = new Fulfilment();
        await fulfilment.StockAsync(2);

        (await fulfilment.ReserveAsync("trk_1")).Reserved.ShouldBeTrue();
        (await fulfilment.ReserveAsync("trk_2")).Reserved.ShouldBeFalse();
        await fulfilment.ReleaseAsync("trk_1");

        (await fulfilment.ReserveAsync("trk_3")).Reserved.ShouldBeTrue();
        fulfilment.Available.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_order_stays_refused_when_stock_comes_in()
    {
        var fulfilment = new Fulfilment();
        await fulfilment.StockAsync(0);
        await fulfilment.ReserveAsync();
        await fulfilment.StockAsync(Fulfilment.InStock);

        (await fulfilment.ReserveAsync()).Reserved.ShouldBeFalse();

        fulfilment.Available.ShouldBe(Fulfilment.InStock);
    }

    [Fact]
    public async Task A_reservation_that_comes_after_its_release_holds_nothing()
    {
        var fulfilment = await Fulfilment.WithStockAsync();

        await fulfilment.ReleaseAsync();

        (await fulfilment.ReserveAsync()).ShouldBe(new ReservationResult(Reserved: false, "RELEASED"));
        fulfilment.ShouldAgree("released before it was reserved");
    }

    [Fact]
    public async Task A_delivery_that_comes_after_its_revocation_delivers_nothing()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.ReserveAsync();

        await fulfilment.RevokeAsync();

        (await fulfilment.DeliverAsync()).ShouldBe(new DeliveryResult(Delivered: false, "REVOKED"));
        fulfilment.ShouldAgree("revoked before it was delivered");
    }

    [Fact]
    public async Task A_delivery_without_a_reservation_is_refused()
    {
        var fulfilment = await Fulfilment.WithStockAsync();

        (await fulfilment.DeliverAsync()).ShouldBe(new DeliveryResult(Delivered: false, "NOT_RESERVED"));

        fulfilment.Held().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_release_leaves_a_delivered_order_to_its_customer()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.ReserveAsync();
        await fulfilment.DeliverAsync();

        (await fulfilment.ReleaseAsync()).ShouldBeTrue();

        fulfilment.Status().ShouldBe(OrderStatus.Delivered);
        fulfilment.ShouldAgree("delivered");
    }

    [Fact]
    public async Task A_revocation_takes_this_order_only()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        foreach (var order in new[] { "trk_1", "trk_2" })
        {
            await fulfilment.ReserveAsync(order);
            await fulfilment.DeliverAsync(order);
        }

        await fulfilment.RevokeAsync("trk_1");

        fulfilment.Held().Select(held => held.TrackingNumber).Distinct(StringComparer.Ordinal).ShouldBe(["trk_2"]);
        fulfilment.Available.ShouldBe(8);
    }

    [Fact]
    public async Task Another_tenant_cannot_undo_an_order()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.ReserveAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => fulfilment.ReleaseAsync(tenant: "globex"));

        fulfilment.Status().ShouldBe(OrderStatus.Reserved);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:b")]
    [InlineData("a||b")]
    [InlineData("a/b")]
    public async Task What_is_not_an_identifier_becomes_no_key(string order)
    {
        var fulfilment = await Fulfilment.WithStockAsync();

        await Should.ThrowAsync<ArgumentException>(() => fulfilment.ReserveAsync(order));
        await Should.ThrowAsync<ArgumentException>(() => fulfilment.ReleaseAsync(order));
    }
}
