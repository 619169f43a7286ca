using Checkout.Contracts;

namespace Checkout.Api.Offers;

/// <summary>What a customer may buy, at which prices, and until when.</summary>
/// <param name="OfferIdentifier">E.g. <c>of_8z2k1q</c>.</param>
/// <param name="TenantId">The merchant.</param>
/// <param name="CustomerUrn">The customer it was made for; null for an offer to everybody.</param>
/// <param name="ExpiresAt">From then on it cannot be bought, UTC; null for never.</param>
/// <param name="Items">The bundles and add-ons.</param>
/// <param name="InstallmentPlans">How it may be paid in parts.</param>
/// <param name="Storefront">Where it was asked for; null when no place was named.</param>
internal sealed record Offer(
    string OfferIdentifier,
    string TenantId,
    string? CustomerUrn,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<OfferItem> Items,
    IReadOnlyList<InstallmentPlan>? InstallmentPlans = null,
    Storefront? Storefront = null)
{
    /// <summary>Identifiers that begin so are of the vendor's showcase, which is to look at and not to buy.</summary>
    public const string ShowcasePrefix = "sh_";
}

/// <summary>A bundle or an add-on of an offer.</summary>
/// <param name="ItemIdentifier">E.g. <c>it_ab1</c>.</param>
/// <param name="BundleUrn">The bundle that the item sells or belongs to.</param>
/// <param name="Name">For people.</param>
/// <param name="Price">For one, tax included, promotion applied.</param>
/// <param name="ParentItemIdentifier">For an add-on, the bundle that it must be bought with.</param>
/// <param name="TaxBasisPoints">The tax within the price, hundredths of a percent of the price without it.</param>
internal sealed record OfferItem(
    string ItemIdentifier, string BundleUrn, string Name, Money Price, string? ParentItemIdentifier = null, int TaxBasisPoints = 0)
{
    public static OfferItem Of(CatalogueItem item) =>
        new(item.ItemIdentifier, item.BundleUrn, item.Name, item.Price, item.ParentItemIdentifier, item.TaxBasisPoints ?? 0);
}
