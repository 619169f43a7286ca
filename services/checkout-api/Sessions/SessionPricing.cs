using Checkout.Api.Checkouts;
using Checkout.Api.Offers;

namespace Checkout.Api.Sessions;

/// <summary>What somebody wants to buy.</summary>
/// <param name="ItemIdentifier">An item of the tenant's catalogue.</param>
/// <param name="Quantity">1 or more.</param>
/// <param name="LineId">Name of the line; null lets the item's identifier serve.</param>
/// <param name="ParentItemIdentifier">For an add-on, the item that it belongs to; null finds it.</param>
internal sealed record WantedItem(string ItemIdentifier, int Quantity, string? LineId = null, string? ParentItemIdentifier = null);

/// <summary>A wanted item that cannot be had.</summary>
/// <param name="Index">Its place among the wanted ones.</param>
/// <param name="MessageCode">Why, see <see cref="MessageCode"/>.</param>
internal sealed record PricingProblem(int Index, string MessageCode);

/// <summary>Priced lines, and how they can be delivered.</summary>
internal sealed record PricedItems(
    string Currency, IReadOnlyList<SessionLine> Lines, IReadOnlyList<FulfilmentOption> FulfilmentOptions, IReadOnlyList<PricingProblem> Problems);

/// <summary>Prices what is wanted by the tenant's catalogue. What the caller says about prices does not count.</summary>
internal static class SessionPricing
{
    /// <summary>The lines that can be had, and what is wrong with the others.</summary>
    /// <param name="catalogue">What the tenant sells.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="promotionCodes">Codes that lower prices; those that do not hold now lower none.</param>
    /// <param name="currency">The session's, ISO 4217; null takes that of the first item.</param>
    /// <param name="now">The time, UTC.</param>
    public static PricedItems Price(
        TenantCatalogue catalogue,
        IReadOnlyList<WantedItem> wanted,
        IReadOnlyList<string> promotionCodes,
        string? currency,
        DateTimeOffset now)
    {
        var promotions = promotionCodes.Select(code => Promotion(catalogue, code, now)).OfType<Promotion>().ToList();
        var lines = new List<SessionLine>();
        var problems = new List<PricingProblem>();
        var isCarried = false;
        for (var i = 0; i < wanted.Count; i++)
        {
            var item = catalogue.Items?.FirstOrDefault(candidate => IsSame(candidate.ItemIdentifier, wanted[i].ItemIdentifier));
            if (item is null)
            {
                problems.Add(new PricingProblem(i, MessageCode.ItemNotFound));
                continue;
            }

            currency ??= item.Price.Currency;
            if (!IsSame(currency, item.Price.Currency) || !HasParent(item, wanted, wanted[i]))
            {
                problems.Add(new PricingProblem(i, MessageCode.OfferNotPurchasable));
                continue;
            }

            isCarried |= item.IsCarried;
            lines.Add(LineOf(item, wanted[i], promotions));
        }

        return new PricedItems(currency ?? "EUR", lines, isCarried ? catalogue.FulfilmentOptions ?? [] : [], problems);
    }

    /// <summary>A promotion that holds now; null for a code that lowers nothing.</summary>
    public static Promotion? Promotion(TenantCatalogue catalogue, string code, DateTimeOffset now) => catalogue.Promotions?.FirstOrDefault(
        promotion => string.Equals(promotion.PromotionCode, code, StringComparison.OrdinalIgnoreCase)
            && !(promotion.ValidFrom > now) && !(promotion.ValidUntil <= now));

    private static SessionLine LineOf(CatalogueItem item, WantedItem wanted, List<Promotion> promotions)
    {
        var discount = 0L;
        foreach (var promotion in promotions)
        {
            if (promotion.ItemIdentifiers?.Contains(item.ItemIdentifier, StringComparer.Ordinal) != false)
            {
                discount += Percentage.Of(item.Price.MinorUnits - discount, promotion.DiscountBasisPoints);
            }
        }

        return new SessionLine(
            wanted.LineId ?? item.ItemIdentifier,
            item.ItemIdentifier,
            item.Name,
            wanted.Quantity,
            item.Price.MinorUnits,
            item.TaxBasisPoints ?? 0,
            checked(discount * wanted.Quantity),
            ParentItemIdentifier: item.ParentItemIdentifier);
    }

    // An add-on comes with its bundle.
    private static bool HasParent(CatalogueItem item, IReadOnlyList<WantedItem> wanted, WantedItem line) =>
        (line.ParentItemIdentifier is null || IsSame(line.ParentItemIdentifier, item.ParentItemIdentifier))
        && (item.ParentItemIdentifier is not { } parent || wanted.Any(other => IsSame(other.ItemIdentifier, parent)));

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
