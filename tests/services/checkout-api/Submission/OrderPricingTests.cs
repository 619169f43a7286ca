using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Offers;
using Checkout.Contracts;

namespace Checkout.Services.Tests.CheckoutApi.Submission;

public sealed class OrderPricingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly Offer Everybody = new("of_1", "tenant", CustomerUrn: null, ExpiresAt: null,
    [
        new OfferItem("it_bundle", "bn.1", "Bundle", new Money(1499, "EUR")),
        new OfferItem("it_addon", "bn.1", "Add-on", new Money(399, "EUR"), "it_bundle"),
        new OfferItem("it_yen", "bn.2", "Abroad", new Money(500, "JPY")),
    ]);

    [Fact]
    public void The_total_is_the_sum_of_the_offers_prices_times_quantity()
    {
        var (order, code) = OrderPricing.Price(Cart(("it_bundle", 2), ("it_addon", 3)), Everybody, Now);

        code.ShouldBeNull();
        order!.Total.ShouldBe(new Money((2 * 1499) + (3 * 399), "EUR"));
        order.Lines.Select(line => line.Quantity).ShouldBe([2, 3]);
    }

    [Fact]
    public void A_quantity_left_out_is_one() =>
        OrderPricing.Price(Cart(("it_bundle", null)), Everybody, Now).Order!.Total.MinorUnits.ShouldBe(1499);

    [Fact]
    public void No_offer_is_NO_OFFER_FOUND() => CodeOf(offer: null).ShouldBe("NO_OFFER_FOUND");

    [Fact]
    public void An_offer_ends_at_the_instant_of_its_expiry()
    {
        CodeOf(Everybody with { ExpiresAt = Now }).ShouldBe("OFFER_EXPIRED");
        CodeOf(Everybody with { ExpiresAt = Now.AddTicks(1) }).ShouldBeNull();
    }

    [Fact]
    public void An_offer_made_for_somebody_else_is_not_purchasable() =>
        CodeOf(Everybody with { CustomerUrn = "cu.other" }).ShouldBe("OFFER_NOT_PURCHASABLE");

    [Fact]
    public void An_item_that_is_not_on_offer_is_not_found() => CodeOf(Everybody, ("it_none", 1)).ShouldBe("ORDERED_ITEM_NOT_FOUND");

    [Fact]
    public void An_addon_without_its_bundle_is_not_purchasable() => CodeOf(Everybody, ("it_addon", 1)).ShouldBe("OFFER_NOT_PURCHASABLE");

    [Fact]
    public void Two_currencies_in_one_order_are_not_purchasable() =>
        CodeOf(Everybody, ("it_bundle", 1), ("it_yen", 1)).ShouldBe("OFFER_NOT_PURCHASABLE");

    private static string? CodeOf(Offer? offer, params (string Item, int? Quantity)[] items) =>
        OrderPricing.Price(Cart(items.Length == 0 ? [("it_bundle", 1)] : items), offer, Now).MessageCode;

    private static OrderCart Cart(params (string Item, int? Quantity)[] items) => new(
        "of_1", CorrelationId: null, InstallmentIdentifier: null, ResellerID: null,
        [.. items.Select(item => new CheckoutOrderItem(item.Item, ParentItemIdentifier: null, item.Quantity))],
        new CustomerInfo("cu.1", IpAddress: null));
}
