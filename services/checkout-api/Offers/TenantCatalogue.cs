using Checkout.Contracts;

namespace Checkout.Api.Offers;

/// <summary>
/// What one tenant sells: an operator's document (<c>PUT …/operator/catalogue</c>), or the tenant's entry in the file of
/// <see cref="CatalogueOptions"/>. Lists that are left out are empty.
/// </summary>
/// <param name="Items">Everything on sale.</param>
/// <param name="StandingOffers">Offers with a fixed identifier, to everybody, which never expire.</param>
/// <param name="Storefronts">Where it is sold; a request may name one.</param>
/// <param name="Promotions">Codes that lower prices.</param>
/// <param name="InstallmentPlans">How an order may be paid in parts.</param>
/// <param name="FulfilmentOptions">How items that are carried to their buyer can get there.</param>
internal sealed record TenantCatalogue(
    IReadOnlyList<CatalogueItem>? Items,
    IReadOnlyList<StandingOffer>? StandingOffers = null,
    IReadOnlyList<Storefront>? Storefronts = null,
    IReadOnlyList<Promotion>? Promotions = null,
    IReadOnlyList<InstallmentPlan>? InstallmentPlans = null,
    IReadOnlyList<FulfilmentOption>? FulfilmentOptions = null)
{
    public static readonly TenantCatalogue Empty = new([]);
}

/// <summary>A bundle or an add-on. A restriction that is left out restricts nothing.</summary>
/// <param name="ItemIdentifier">E.g. <c>it_ab1</c>.</param>
/// <param name="BundleUrn">The bundle that the item sells or belongs to.</param>
/// <param name="Name">For people.</param>
/// <param name="Price">For one, tax included.</param>
/// <param name="ParentItemIdentifier">For an add-on, the bundle that it must be bought with.</param>
/// <param name="TaxBasisPoints">The tax within the price, hundredths of a percent of the price without it: 1900 for 19 %.</param>
/// <param name="StorefrontUrns">Sold in these storefronts only.</param>
/// <param name="Channels">Sold through these channels only, see <see cref="BundlesRequest.Channels"/>.</param>
/// <param name="InteractionTypes">Sold in these interactions only, see <see cref="BundlesRequest.InteractionTypes"/>.</param>
/// <param name="IsCarried">Whether somebody carries it to an address; false for what is delivered over the network.</param>
internal sealed record CatalogueItem(
    string ItemIdentifier,
    string BundleUrn,
    string Name,
    Money Price,
    string? ParentItemIdentifier = null,
    int? TaxBasisPoints = null,
    IReadOnlyList<string>? StorefrontUrns = null,
    IReadOnlyList<string>? Channels = null,
    IReadOnlyList<string>? InteractionTypes = null,
    bool IsCarried = false);

/// <summary>A fixed offer of some items of the catalogue.</summary>
/// <param name="OfferIdentifier">E.g. <c>of_8z2k1q</c>.</param>
/// <param name="ItemIdentifiers">Which items it has.</param>
internal sealed record StandingOffer(string OfferIdentifier, IReadOnlyList<string> ItemIdentifiers);

/// <summary>A place where the tenant sells.</summary>
/// <param name="StorefrontUrn">Its name in requests.</param>
/// <param name="PresentationType">How its offers are shown; passed on as it is.</param>
/// <param name="ProductGroupType">What its offers consist of; passed on as it is.</param>
internal sealed record Storefront(string StorefrontUrn, string? PresentationType = null, string? ProductGroupType = null);

/// <summary>A code that lowers prices.</summary>
/// <param name="PromotionCode">What the customer types; case does not count.</param>
/// <param name="DiscountBasisPoints">Hundredths of a percent: 1000 for 10 % off.</param>
/// <param name="ItemIdentifiers">The items that it is for; null for all.</param>
/// <param name="ValidFrom">From then on, UTC; null for ever since.</param>
/// <param name="ValidUntil">Until then, UTC; null for ever.</param>
internal sealed record Promotion(
    string PromotionCode,
    int DiscountBasisPoints,
    IReadOnlyList<string>? ItemIdentifiers = null,
    DateTimeOffset? ValidFrom = null,
    DateTimeOffset? ValidUntil = null);
