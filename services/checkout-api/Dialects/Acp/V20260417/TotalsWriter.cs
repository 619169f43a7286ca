using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Acp.V20260417;

/// <summary>Writes sums: what a discount takes off is positive, everything else adds up.</summary>
internal static class TotalsWriter
{
    /// <summary>Of a session.</summary>
    public static IReadOnlyList<TotalDocument> Of(SessionTotals totals) => Present(
        new TotalDocument("items_base_amount", "Item(s) total", totals.ItemsNetBeforeDiscount),
        Unless0("items_discount", "Discount", totals.ItemsDiscountNet),
        new TotalDocument("subtotal", "Subtotal", totals.SubtotalNet),
        new TotalDocument("fulfillment", "Shipping", totals.FulfilmentNet),
        new TotalDocument("tax", "Tax", totals.Tax),
        Unless0("fee", "Fees", totals.FeesNet),
        Unless0("tip", "Tip", totals.Tip),
        new TotalDocument("total", "Total", totals.Total));

    /// <summary>Of a line.</summary>
    public static IReadOnlyList<TotalDocument> Of(SessionLine line) => Present(
        new TotalDocument("items_base_amount", "Base amount", line.NetBeforeDiscount),
        Unless0("items_discount", "Discount", line.NetBeforeDiscount - line.Net),
        new TotalDocument("subtotal", "Subtotal", line.Net),
        new TotalDocument("tax", "Tax", line.Tax),
        new TotalDocument("total", "Total", line.Gross));

    /// <summary>Of a way of delivery.</summary>
    public static IReadOnlyList<TotalDocument> Of(FulfilmentOption option) => Present(
        new TotalDocument("subtotal", "Shipping", option.Net),
        new TotalDocument("tax", "Tax", option.Tax),
        new TotalDocument("total", "Total", option.Price));

    private static TotalDocument? Unless0(string type, string text, long amount) =>
        amount == 0 ? null : new TotalDocument(type, text, amount);

    private static List<TotalDocument> Present(params IEnumerable<TotalDocument?> totals) => [.. totals.OfType<TotalDocument>()];
}
