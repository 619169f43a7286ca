using Checkout.Api.Offers;
using Checkout.Contracts;

namespace Checkout.Services.Tests.CheckoutApi.Offers;

public sealed class OfferResolutionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static readonly TenantCatalogue Catalogue = new(
        Items:
        [
            new CatalogueItem("it_all", "bn.1", "Everywhere", new Money(1499, "EUR")),
            new CatalogueItem("it_add", "bn.1", "Add-on", new Money(399, "EUR"), ParentItemIdentifier: "it_all"),
            new CatalogueItem("it_app", "bn.2", "In the app", new Money(1999, "EUR"), Channels: ["InappAppStore", "InappPlayStore"]),
            new CatalogueItem("it_back", "bn.3", "Come back", new Money(999, "EUR"), InteractionTypes: ["RetentionWinback"]),
            new CatalogueItem("it_shop", "bn.4", "In the shop", new Money(500, "EUR"), StorefrontUrns: ["sf.shop"]),
            new CatalogueItem("it_shop_add", "bn.4", "To it", new Money(50, "EUR"), ParentItemIdentifier: "it_shop"),
        ],
        Storefronts: [new Storefront("sf.shop", "List", "Subscription")],
        Promotions:
        [
            new Promotion("WELCOME", 1000),
            new Promotion("ONLYADD", 5000, ItemIdentifiers: ["it_add"]),
            new Promotion("SOON", 1000, ValidFrom: Now.AddTicks(1)),
            new Promotion("OVER", 1000, ValidUntil: Now),
        ]);

    [Fact]
    public void What_is_restricted_is_not_offered_to_others() => ItemsOf(Request()).ShouldBe(["it_all", "it_add"]);

    [Theory]
    [InlineData("inappappstore", null, null, new[] { "it_all", "it_add", "it_app" })]
    [InlineData("Azotte", null, null, new[] { "it_all", "it_add" })]
    [InlineData(null, "RetentionWinback", null, new[] { "it_all", "it_add", "it_back" })]
    [InlineData(null, null, "sf.shop", new[] { "it_all", "it_add", "it_shop", "it_shop_add" })]
    public void Channel_interaction_and_storefront_open_what_is_theirs(
        string? channel, string? interaction, string? storefront, string[] items) =>
        ItemsOf(Request() with { Channel = channel, InteractionType = interaction, StorefrontUrn = storefront }).ShouldBe(items);

    [Fact]
    public void The_storefront_comes_with_the_offer() =>
        OfferResolution.Resolve(Catalogue, Request() with { StorefrontUrn = "sf.shop" }, Now).Resolved!.Storefront
            .ShouldBe(new Storefront("sf.shop", "List", "Subscription"));

    [Fact]
    public void A_promotion_lowers_the_prices_that_it_is_for()
    {
        Prices("welcome").ShouldBe([1499 - 150, 399 - 40]);
        Prices("ONLYADD").ShouldBe([1499, 399 - 200]);
    }

    [Theory]
    [InlineData("NONE")]
    [InlineData("SOON")]
    [InlineData("OVER")]
    [InlineData("")]
    public void A_code_that_does_not_count_now_is_refused(string code) =>
        CodeOf(Catalogue, Request() with { PromotionCode = code }).ShouldBe("INVALID_PROMOTION_CODE");

    [Fact]
    public void An_unknown_storefront_is_refused() =>
        CodeOf(Catalogue, Request() with { StorefrontUrn = "sf.none" }).ShouldBe("STOREFRONT_NOT_FOUND");

    [Fact]
    public void Nothing_to_sell_is_no_offer() => CodeOf(TenantCatalogue.Empty, Request()).ShouldBe("NO_OFFER_FOUND");

    private static BundlesRequest Request() => new("cu.1");

    private static string? CodeOf(TenantCatalogue catalogue, BundlesRequest request) =>
        OfferResolution.Resolve(catalogue, request, Now).MessageCode;

    private static IEnumerable<string> ItemsOf(BundlesRequest request) =>
        OfferResolution.Resolve(Catalogue, request, Now).Resolved!.Items.Select(item => item.ItemIdentifier);

    private static IEnumerable<long> Prices(string promotionCode) =>
        OfferResolution.Resolve(Catalogue, Request() with { PromotionCode = promotionCode }, Now).Resolved!.Items
            .Select(item => item.Price.MinorUnits);
}
