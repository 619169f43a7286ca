using System.Text.Json.Serialization;
using Checkout.Api.Checkouts;

namespace Checkout.Api.Offers;

/// <summary>Body of <c>POST …/offer/bundles</c>.</summary>
/// <param name="CustomerUrn">Who wants to buy.</param>
internal sealed record BundlesRequest(string? CustomerUrn);

/// <summary>Answer of <c>POST …/offer/bundles</c>.</summary>
/// <param name="Status"><c>SUCCESS</c> or <c>NO_OFFER_FOUND</c>.</param>
/// <param name="Offer">The offer, when there is one.</param>
internal sealed record BundlesResult(
    MessageStatus Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OfferView? Offer);

/// <summary>An offer as the merchant sees it.</summary>
/// <param name="OfferIdentifier">Goes into the checkout.</param>
/// <param name="ExpiresAt">Until when; null for never.</param>
/// <param name="ArtifactGroups">Its items, grouped by bundle.</param>
internal sealed record OfferView(string OfferIdentifier, DateTimeOffset? ExpiresAt, IReadOnlyList<ArtifactGroup> ArtifactGroups)
{
    public static OfferView Of(Offer offer) => new(
        offer.OfferIdentifier,
        offer.ExpiresAt,
        [.. offer.Items
            .GroupBy(item => item.BundleUrn, StringComparer.Ordinal)
            .Select(group => new ArtifactGroup(group.Key, [.. group.Select(OfferedItem.Of)]))]);
}

/// <summary>A bundle with its add-ons.</summary>
/// <param name="BundleUrn">The bundle.</param>
/// <param name="Items">What can be ordered of it.</param>
internal sealed record ArtifactGroup(string BundleUrn, IReadOnlyList<OfferedItem> Items);

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
    public static OfferedItem Of(OfferItem item) => new(
        item.ItemIdentifier, item.ParentItemIdentifier, item.Name, new OfferedPrice(item.Price.MinorUnits, item.Price.Currency));
}

/// <summary>A price, exact.</summary>
/// <param name="AmountMinorUnits">Integer minor units, e.g. 1499 for 14.99 EUR.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record OfferedPrice(long AmountMinorUnits, string Currency);
