using Checkout.Api.Checkouts;

namespace Checkout.Api.Offers;

/// <summary>Finds what of a catalogue a request may buy, and at which prices.</summary>
internal static class OfferResolution
{
    /// <summary>The items and their storefront, or the code of why there are none.</summary>
    public static (ResolvedItems? Resolved, string? MessageCode) Resolve(
        TenantCatalogue catalogue, BundlesRequest request, DateTimeOffset now)
    {
        var storefront = catalogue.Storefronts?
            .FirstOrDefault(candidate => string.Equals(candidate.StorefrontUrn, request.StorefrontUrn, StringComparison.Ordinal));
        if (request.StorefrontUrn is not null && storefront is null)
        {
            return (null, MessageCode.StorefrontNotFound);
        }

        var promotion = catalogue.Promotions?.FirstOrDefault(candidate =>
            string.Equals(candidate.PromotionCode, request.PromotionCode, StringComparison.OrdinalIgnoreCase));
        if (request.PromotionCode is not null && (promotion is null || promotion.ValidFrom > now || promotion.ValidUntil <= now))
        {
            return (null, MessageCode.InvalidPromotionCode);
        }

        var sold = (catalogue.Items ?? []).Where(item => IsSold(item, request)).ToList();
        var bundles = sold.Select(item => item.ItemIdentifier).ToHashSet(StringComparer.Ordinal);
        var items = sold
            .Where(item => item.ParentItemIdentifier is not { } parent || bundles.Contains(parent))
            .Select(item => Discounted(OfferItem.Of(item), promotion))
            .ToList();
        return items.Count == 0 ? (null, MessageCode.NoOfferFound) : (new ResolvedItems(items, storefront), null);
    }

    private static bool IsSold(CatalogueItem item, BundlesRequest request) =>
        Allows(item.StorefrontUrns, request.StorefrontUrn, StringComparer.Ordinal)
        && Allows(item.Channels, request.Channel, StringComparer.OrdinalIgnoreCase)
        && Allows(item.InteractionTypes, request.InteractionType, StringComparer.OrdinalIgnoreCase);

    private static bool Allows(IReadOnlyList<string>? restriction, string? value, StringComparer comparer) =>
        restriction is null || (value is not null && restriction.Contains(value, comparer));

    private static OfferItem Discounted(OfferItem item, Promotion? promotion)
    {
        if (promotion is null || promotion.ItemIdentifiers?.Contains(item.ItemIdentifier, StringComparer.Ordinal) == false)
        {
            return item;
        }

        var full = item.Price.MinorUnits;
        return item with { Price = item.Price with { MinorUnits = full - Percentage.Of(full, promotion.DiscountBasisPoints) } };
    }
}

/// <summary>What a request may buy.</summary>
/// <param name="Items">At least one.</param>
/// <param name="Storefront">The storefront that the request named.</param>
internal sealed record ResolvedItems(IReadOnlyList<OfferItem> Items, Storefront? Storefront);
