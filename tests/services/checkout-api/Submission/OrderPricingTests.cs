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
        var (order, refusal) = OrderPricing.Price(Cart(("it_bundle", 2), ("it_addon", 3)), Everybody, Now);

        refusal.ShouldBeNull();
        order!.Total.ShouldBe(new Money((2 * 1499) + (3 * 399), "EUR"));
        order.Lines.Select(line => line.Quantity).ShouldBe([2, 3]);
    }

    [Fact]
    public void A_quantity_left_out_is_one() =>
        OrderPricing.Price(Cart(("it_bundle", null)), Everybody, Now).Order!.Total.MinorUnits.ShouldBe(1499);

    [Fact]
    public void The_tax_is_the_sum_of_what_the_lines_contain()
    {
        var taxed = Everybody with { Items = [.. Everybody.Items.Select(item => item with { TaxBasisPoints = 1900 })] };

        // 2998 / 1.19 = 2519.33, 399 / 1.19 = 335.29
        OrderPricing.Price(Cart(("it_bundle", 2), ("it_addon", 1)), taxed, Now).Order!.Tax.ShouldBe(new Money(479 + 64, "EUR"));
    }

    [Fact]
    public void Instalments_add_up_to_the_total_with_their_surcharge()
    {
        var offer = Everybody with { InstallmentPlans = [new InstallmentPlan("in_3", 3, SurchargeBasisPoints: 250)] };
        var cart = Cart(("it_bundle", 1)) with { InstallmentIdentifier = "in_3" };

        var order = OrderPricing.Price(cart, offer, Now).Order!;

        order.Total.ShouldBe(new Money(1499 + 37, "EUR"));
        order.Instalments!.InstallmentIdentifier.ShouldBe("in_3");
        order.Instalments.Parts.ShouldBe([512, 512, 512]);
    }

    [Theory]
    [InlineData("in_none")]
    [InlineData("in_big")]
    public void A_plan_that_the_offer_does_not_have_for_this_total_is_not_purchasable(string plan)
    {
        var offer = Everybody with { InstallmentPlans = [new InstallmentPlan("in_big", 3, MinimumMinorUnits: 1500)] };
        var cart = Cart(("it_bundle", 1)) with { InstallmentIdentifier = plan };

        CodeOf(OrderPricing.Price(cart, offer, Now).Refusal).ShouldBe("OFFER_NOT_PURCHASABLE");
    }

    [Fact]
    public void An_addon_that_does_not_name_its_bundle_is_invalid_at_that_field()
    {
        var cart = Cart(("it_bundle", 1)) with
        {
            Items = [new CheckoutOrderItem("it_bundle", null, 1), new CheckoutOrderItem("it_addon", null, 1)],
        };

        OrderPricing.Price(cart, Everybody, Now).Refusal
            .ShouldBeOfType<SubmissionOutcome.Invalid>().PropertyPath.ShouldBe("Order.Items[1].ParentItemIdentifier");
    }

    [Fact]
    public void A_bundle_that_names_a_parent_is_not_purchasable()
    {
        var cart = Cart(("it_bundle", 1)) with
        {
            Items = [new CheckoutOrderItem("it_bundle", null, 1), new CheckoutOrderItem("it_bundle", "it_bundle", 1)],
        };

        CodeOf(OrderPricing.Price(cart, Everybody, Now).Refusal).ShouldBe("OFFER_NOT_PURCHASABLE");
    }

    [Fact]
    public void A_showcase_is_not_purchasable() =>
        CodeOf(OrderPricing.Price(Cart(("it_bundle", 1)) with { OfferIdentifier = "sh_1" }, offer: null, Now).Refusal)
            .ShouldBe("OFFER_NOT_PURCHASABLE");

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
        CodeOf(OrderPricing.Price(Cart(items.Length == 0 ? [("it_bundle", 1)] : items), offer, Now).Refusal);

    private static string? CodeOf(SubmissionOutcome? refusal) => (refusal as SubmissionOutcome.Rejected)?.MessageCode;

    private static OrderCart Cart(params (string Item, int? Quantity)[] items) => new(
        "of_1", CorrelationId: null, InstallmentIdentifier: null, ResellerID: null,
        [.. items.Select(item => new CheckoutOrderItem(item.Item, item.Item is "it_addon" ? "it_bundle" : null, item.Quantity))],
        new CustomerInfo("cu.1", IpAddress: null));
}
