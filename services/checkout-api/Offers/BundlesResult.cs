using System.Text.Json.Serialization;
using Checkout.Api.Checkouts;

namespace Checkout.Api.Offers;

/// <summary>Answer of <c>POST …/offer/bundles</c>.</summary>
/// <param name="Status"><c>SUCCESS</c> or why there is no offer.</param>
/// <param name="Offer">The offer, when there is one.</param>
internal sealed record BundlesResult(
    MessageStatus Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OfferView? Offer);

/// <summary>An offer as the merchant sees it.</summary>
/// <param name="OfferIdentifier">Goes into the checkout.</param>
/// <param name="PresentationType">As the catalogue says of the storefront.</param>
/// <param name="ProductGroupType">As the catalogue says of the storefront.</param>
/// <param name="StorefrontUrn">The storefront that was named.</param>
/// <param name="ExpiresAt">Until when, UTC; null for never.</param>
/// <param name="ArtifactGroups">Its items, grouped by bundle.</param>
/// <param name="InstallmentPlans">How it may be paid in parts.</param>
internal sealed record OfferView(
    string OfferIdentifier,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PresentationType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ProductGroupType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StorefrontUrn,
    DateTime? ExpiresAt,
    IReadOnlyList<ArtifactGroup> ArtifactGroups,
    IReadOnlyList<InstallmentPlan> InstallmentPlans)
{
    public static OfferView Of(Offer offer) => new(
        offer.OfferIdentifier,
        offer.Storefront?.PresentationType,
        offer.Storefront?.ProductGroupType,
        offer.Storefront?.StorefrontUrn,
        offer.ExpiresAt?.UtcDateTime,
        [.. offer.Items.GroupBy(item => item.BundleUrn, StringComparer.Ordinal).Select(ArtifactGroup.Of)],
        offer.InstallmentPlans ?? []);
}

/// <summary>A bundle with its add-ons.</summary>
/// <param name="BundleUrn">The bundle.</param>
/// <param name="Name">Of its first item that is no add-on.</param>
/// <param name="Price">Of the same.</param>
/// <param name="Items">What can be ordered of it.</param>
internal sealed record ArtifactGroup(string BundleUrn, string Name, OfferedPrice Price, IReadOnlyList<OfferedItem> Items)
{
    public static ArtifactGroup Of(IGrouping<string, OfferItem> group)
    {
        var main = group.FirstOrDefault(item => item.ParentItemIdentifier is null) ?? group.First();
        return new ArtifactGroup(group.Key, main.Name, OfferedPrice.Of(main), [.. group.Select(OfferedItem.Of)]);
    }
}

/// <summary>One item that can be ordered.</summary>
/// <param name="ItemIdentifier">Goes into the checkout.</param>
/// <param name="ParentItemIdentifier">For an add-on, the line it needs.</param>
/// <param name="Name">For people.</param>
/// <param name="Price">For one, tax included.</param>
internal sealed record OfferedItem(
    string ItemIdentifier,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ParentItemIdentifier,
    string Name,
    OfferedPrice Price)
{
    public static OfferedItem Of(OfferItem item) => new(item.ItemIdentifier, item.ParentItemIdentifier, item.Name, OfferedPrice.Of(item));
}

/// <summary>A price, exact.</summary>
/// <param name="AmountMilpieces">The vendor's name of the same amount; its sample shows 1499 for what is 14.99.</param>
/// <param name="AmountMinorUnits">Integer minor units, tax included, e.g. 1499 for 14.99 EUR.</param>
/// <param name="TaxMinorUnits">The tax within it.</param>
/// <param name="TaxBasisPoints">The rate of that tax, hundredths of a percent.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record OfferedPrice(long AmountMilpieces, long AmountMinorUnits, long TaxMinorUnits, int TaxBasisPoints, string Currency)
{
    public static OfferedPrice Of(OfferItem item) => new(
        item.Price.MinorUnits,
        item.Price.MinorUnits,
        Percentage.TaxWithin(item.Price.MinorUnits, item.TaxBasisPoints),
        item.TaxBasisPoints,
        item.Price.Currency);
}
