using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment.Orders;

namespace Checkout.Services.Tests.FulfilmentActivity.Orders;

/// <summary>Items are held for a time; who comes later gets them if they are still there, and otherwise nothing.</summary>
public sealed class ExpiryTests
{
    private const string Other = "it_seat";

    [Fact]
    public async Task Stock_of_an_order_that_never_came_back_goes_to_whoever_wants_it()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.ReserveAsync("trk_1", quantity: Fulfilment.InStock);
        (await fulfilment.ReserveAsync("trk_2")).Reserved.ShouldBeFalse();
        fulfilment.Time.Advance(TimeSpan.FromDays(1));

        (await fulfilment.ReserveAsync("trk_3")).Reserved.ShouldBeTrue();

        fulfilment.Status("trk_1").ShouldBe(OrderStatus.Expired);
        fulfilment.Available.ShouldBe(Fulfilment.InStock - Fulfilment.Ordered);
    }

    [Fact]
    public async Task What_is_held_in_time_is_nobody_elses()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.ReserveAsync("trk_1", quantity: Fulfilment.InStock);
        fulfilment.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));

        (await fulfilment.ReserveAsync("trk_2")).Reserved.ShouldBeFalse();

        fulfilment.Status("trk_1").ShouldBe(OrderStatus.Reserved);
    }

    [Fact]
    public async Task What_was_delivered_does_not_expire()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.ReserveAsync();
        await fulfilment.DeliverAsync();

        await fulfilment.ExpireAsync();

        fulfilment.Status().ShouldBe(OrderStatus.Delivered);
        fulfilment.ShouldAgree("delivered before it expired");
    }

    [Fact]
    public async Task A_late_delivery_gets_the_items_that_are_still_there()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.ReserveAsync();
        await fulfilment.ExpireAsync();
        fulfilment.Available.ShouldBe(Fulfilment.InStock);

        (await fulfilment.DeliverAsync()).Delivered.ShouldBeTrue();

        fulfilment.ShouldAgree("delivered after it expired");
        fulfilment.Order()!.Hold.ShouldBe(2);
    }

    [Fact]
    public async Task A_late_delivery_of_what_others_have_bought_is_refused_and_stays_so()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.ReserveAsync();
        fulfilment.Time.Advance(TimeSpan.FromDays(1));
        (await fulfilment.ReserveAsync("trk_2", Fulfilment.InStock)).Reserved.ShouldBeTrue();

        (await fulfilment.DeliverAsync()).ShouldBe(new DeliveryResult(Delivered: false, "OUT_OF_STOCK"));
        await fulfilment.ReleaseAsync("trk_2");

        (await fulfilment.DeliverAsync()).ShouldBe(new DeliveryResult(Delivered: false, "OUT_OF_STOCK"));
        fulfilment.ShouldAgree("refused");
    }

    [Fact]
    public async Task When_a_part_of_an_order_cannot_be_had_the_rest_is_given_back_and_each_item_says_what_became_of_it()
    {
        var fulfilment = await Fulfilment.WithStockAsync();
        await fulfilment.StockAsync(1, Other);
        await fulfilment.ReserveLinesAsync(
            "trk_1", new OrderLine(Fulfilment.Stocked, 2), new OrderLine(Other, 1), new OrderLine("it_cushion", 1, Other));
        await fulfilment.ExpireAsync(Other);
        (await fulfilment.ReserveLinesAsync("trk_2", new OrderLine(Other, 1))).Reserved.ShouldBeTrue();

        (await fulfilment.DeliverAsync()).ShouldBe(new DeliveryResult(Delivered: false, "OUT_OF_STOCK"));

        fulfilment.Held().ShouldBeEmpty();
        fulfilment.Available.ShouldBe(Fulfilment.InStock);
        fulfilment.Order()!.Items.Select(item => (item.ItemIdentifier, item.Status, item.ReasonCode)).ShouldBe(
        [
            (Fulfilment.Stocked, OrderStatus.Released, (string?)null),
            (Other, OrderStatus.Refused, "OUT_OF_STOCK"),
            ("it_cushion", OrderStatus.Refused, "PARENT_REFUSED"),
        ]);
    }
}
