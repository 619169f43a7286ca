using Checkout.Contracts.Fulfilment;

namespace Checkout.Fulfilment.Orders;

/// <summary>One line of an order, and where it stands.</summary>
/// <param name="ItemIdentifier">The item.</param>
/// <param name="Quantity">How many.</param>
/// <param name="ParentItemIdentifier">For an add-on, the item of the line that it comes and goes with.</param>
/// <param name="Status">Where it stands. In a refused order the lines that could not be had are refused, and the others released.</param>
/// <param name="ReasonCode">Why it was refused.</param>
internal sealed record OrderItem(
    string ItemIdentifier, int Quantity, string? ParentItemIdentifier, OrderStatus Status, string? ReasonCode = null)
{
    public static OrderItem Of(OrderLine line, OrderStatus status) => new(line.ItemIdentifier, line.Quantity, line.ParentItemIdentifier, status);
}

/// <summary>The rule of add-ons: none without the item that it belongs to.</summary>
internal static class OrderItems
{
    /// <summary>Marks what cannot be had, and with it every add-on of it; the rest is released.</summary>
    /// <param name="items">All lines of an order.</param>
    /// <param name="reasons">Why, by item.</param>
    public static IReadOnlyList<OrderItem> Refuse(this IReadOnlyList<OrderItem> items, IReadOnlyDictionary<string, string> reasons)
    {
        var refused = reasons.Keys.ToHashSet(StringComparer.Ordinal);
        while (items.Any(item => item.ParentItemIdentifier is { } parent && refused.Contains(parent) && refused.Add(item.ItemIdentifier)))
        {
            // An add-on may have add-ons.
        }

        return
        [
            .. items.Select(item => refused.Contains(item.ItemIdentifier)
                ? item with { Status = OrderStatus.Refused, ReasonCode = reasons.GetValueOrDefault(item.ItemIdentifier, ReasonCodes.ParentRefused) }
                : item with { Status = OrderStatus.Released }),
        ];
    }

    /// <summary>Items whose chain of parents does not end in a line of the order.</summary>
    public static IEnumerable<string> WithoutParent(this IReadOnlyList<OrderLine> lines)
    {
        var rooted = new HashSet<string>(StringComparer.Ordinal);
        while (lines.Any(line => (line.ParentItemIdentifier is not { } parent || rooted.Contains(parent)) && rooted.Add(line.ItemIdentifier)))
        {
            // What hangs on what was just found is found in the next round.
        }

        return lines.Select(line => line.ItemIdentifier).Where(item => !rooted.Contains(item)).Distinct(StringComparer.Ordinal);
    }
}
