using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>The items of a basket: the lines of a session, parts below what they belong to.</summary>
internal static class BasketItems
{
    /// <summary>Under which number items refer to the basket's discount.</summary>
    public const int DiscountReference = 1;

    /// <summary>The items.</summary>
    public static IReadOnlyList<BasketItem> Of(CheckoutSession session, DeliverectNotes notes)
    {
        var lines = session.Lines.Where(line => line.Kind is SessionLineKind.Item)
            .GroupBy(line => line.Id, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return [.. notes.Items.Where(item => lines.ContainsKey(item.Id)).Select(item => ItemOf(item, lines))];
    }

    /// <summary>The lines that another dialect made, as items: an add-on is a part of its item where the quantities allow it.</summary>
    public static IReadOnlyList<NotedItem> NotedOf(CheckoutSession session)
    {
        var lines = session.Lines.Where(line => line.Kind is SessionLineKind.Item).ToList();
        var parents = lines.ToLookup(ParentOf);
        return [.. parents[null].Select(line => NotedLine(line, line.Quantity, parents[line]))];

        SessionLine? ParentOf(SessionLine line) => line.ParentItemIdentifier is not { } parent ? null : lines.Find(other =>
            other.ParentItemIdentifier is null
            && string.Equals(other.ItemIdentifier, parent, StringComparison.Ordinal)
            && line.Quantity % other.Quantity == 0);
    }

    private static NotedItem NotedLine(SessionLine line, int quantity, IEnumerable<SessionLine> parts) => new(
        line.Id,
        line.ItemIdentifier,
        quantity,
        MenuId: null,
        CustomizationPlu: null,
        Note: null,
        [.. parts.Select(part => NotedLine(part, part.Quantity / line.Quantity, []))]);

    private static BasketItem ItemOf(NotedItem item, Dictionary<string, SessionLine> lines)
    {
        var line = lines[item.Id];
        var all = WithParts(item).Select(each => lines.GetValueOrDefault(each.Id)).OfType<SessionLine>().ToList();
        var discount = all.Sum(each => each.Discount);
        return new BasketItem(
            line.ItemIdentifier,
            line.Name,
            item.Quantity,
            line.UnitPrice,
            all.Sum(each => each.GrossBeforeDiscount),
            all.Sum(each => each.Gross),
            item.MenuId,
            BasketView.TaxesOf(all),
            PartsOf(item, lines),
            discount > 0 ? [new BasketItemDiscount(DiscountReference, discount)] : [],
            discount,
            item.Note);
    }

    private static List<BasketPart> PartsOf(NotedItem item, Dictionary<string, SessionLine> lines) =>
    [
        .. item.SubItems.Where(part => lines.ContainsKey(part.Id)).Select(part => new BasketPart(
            part.CustomizationPlu,
            part.Plu,
            lines[part.Id].Name,
            part.Quantity,
            lines[part.Id].UnitPrice,
            PartsOf(part, lines),
            part.Note)),
    ];

    private static IEnumerable<NotedItem> WithParts(NotedItem item) => item.SubItems.SelectMany(WithParts).Prepend(item);
}
