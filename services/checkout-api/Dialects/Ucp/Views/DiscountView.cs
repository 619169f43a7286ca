using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Ucp.Views;

/// <summary>Discounts of a session, and how much each of them took off.</summary>
internal static class DiscountView
{
    /// <summary>Null when there are neither codes nor discounts.</summary>
    public static UcpDiscounts? Of(CheckoutSession session, UcpMemory memory)
    {
        var taken = Allocations(CheckoutView.Items(session).Select(line => line.Discount));
        if (session.PromotionCodes.Count == 0 && taken.Count == 0)
        {
            return null;
        }

        var amount = taken.Sum(part => part.Amount);
        return new UcpDiscounts(
            session.PromotionCodes,
            memory.Discounts.Sum(discount => discount.Amount) == amount
                ? memory.Discounts
                : [new UcpAppliedDiscount("Discount", amount, Code: null, Automatic: true, Method: null, taken)]); // another dialect's
    }

    /// <summary>Where a discount went, by line.</summary>
    /// <param name="perLine">What each line lost, in the order of the lines.</param>
    public static IReadOnlyList<UcpAllocation> Allocations(IEnumerable<long> perLine) =>
        [.. perLine.Select((amount, index) => new UcpAllocation($"$.line_items[{index}]", amount)).Where(part => part.Amount > 0)];
}
