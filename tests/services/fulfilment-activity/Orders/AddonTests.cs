using Checkout.Contracts.Fulfilment;
using Checkout.Fulfilment.Orders;

namespace Checkout.Services.Tests.FulfilmentActivity.Orders;

/// <summary>An add-on comes and goes with the item that it belongs to.</summary>
public sealed class AddonTests
{
    [Fact]
    public async Task An_addon_is_delivered_and_revoked_with_its_parent()
    {
        var fulfilment = new Fulfilment();
        await fulfilment.ReserveLinesAsync("trk_1", new OrderLine("it_addon", 3, "it_bundle"), new OrderLine("it_bundle", 1));

        await fulfilment.DeliverAsync();
        fulfilment.Held().Select(held => (held.ItemIdentifier, held.Quantity, held.ParentItemIdentifier)).ShouldBe(
            [("it_addon", 3, "it_bundle"), ("it_bundle", 1, (string?)null)]);
        await fulfilment.RevokeAsync();

        fulfilment.Held().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_addon_whose_parent_is_not_ordered_is_refused_and_nothing_is_taken()
    {
        var fulfilment = await Fulfilment.WithStockAsync();

        (await fulfilment.ReserveLinesAsync("trk_1", new OrderLine(Fulfilment.Stocked, 1), new OrderLine("it_addon", 1, "it_bundle")))
            .ShouldBe(new ReservationResult(Reserved: false, "PARENT_MISSING"));

        fulfilment.Available.ShouldBe(Fulfilment.InStock);
        (await fulfilment.DeliverAsync()).Delivered.ShouldBeFalse();
        fulfilment.Held().ShouldBeEmpty();
    }

    [Fact]
    public void Addons_that_only_belong_to_each_other_have_no_parent()
    {
        OrderLine[] lines = [new("a", 1, "b"), new("b", 1, "a"), new("c", 1), new("d", 1, "c"), new("e", 1, "d")];

        lines.WithoutParent().ShouldBe(["a", "b"]);
    }

    [Fact]
    public void What_is_refused_takes_its_addons_and_theirs_with_it()
    {
        OrderItem[] items =
        [
            new("addon-of-addon", 1, "addon", OrderStatus.Reserving), new("addon", 1, "bundle", OrderStatus.Reserving),
            new("bundle", 1, null, OrderStatus.Reserving), new("other", 1, null, OrderStatus.Reserving),
        ];

        var refused = items.Refuse(new Dictionary<string, string>(StringComparer.Ordinal) { ["bundle"] = "OUT_OF_STOCK" });

        refused.Select(item => item.ReasonCode).ShouldBe(["PARENT_REFUSED", "PARENT_REFUSED", "OUT_OF_STOCK", null]);
        refused.Select(item => item.Status).ShouldBe([OrderStatus.Refused, OrderStatus.Refused, OrderStatus.Refused, OrderStatus.Released]);
    }
}
