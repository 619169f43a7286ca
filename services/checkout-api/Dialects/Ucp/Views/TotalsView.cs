using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Ucp.Views;

/// <summary>
/// Sums. Prices include tax here, so they are shown as they are paid: unit prices times quantities are the subtotal, and everything above the
/// total adds up to it. How much of it is tax stands in the lines of the total.
/// </summary>
internal static class TotalsView
{
    private const string Subtotal = "subtotal";
    private const string ItemsDiscount = "items_discount";
    private const string Total = "total";

    /// <summary>The sums of a line.</summary>
    public static IReadOnlyList<UcpTotal> OfLine(SessionLine line) =>
    [
        new UcpTotal(Subtotal, line.GrossBeforeDiscount),
        .. Reduction(ItemsDiscount, line.Discount, text: null),
        new UcpTotal(Total, line.Gross),
    ];

    /// <summary>The sums of a session.</summary>
    public static IReadOnlyList<UcpTotal> Of(CheckoutSession session)
    {
        var items = session.Lines.Where(line => line.Kind is SessionLineKind.Item).ToList();
        var totals = SessionTotals.Of(session);
        return
        [
            new UcpTotal(Subtotal, items.Sum(line => line.GrossBeforeDiscount), "Subtotal"),
            .. Reduction(ItemsDiscount, items.Sum(line => line.Discount), "Discounts"),
            .. session.Lines.Where(line => line.Kind is not SessionLineKind.Item).Select(OfOther),
            .. session.ChosenFulfilment is { } chosen ? [new UcpTotal("fulfillment", chosen.Price, chosen.Title)] : Array.Empty<UcpTotal>(),
            .. session.Tip > 0 ? [new UcpTotal("tip", session.Tip, "Tip")] : Array.Empty<UcpTotal>(),
            .. session.PaidElsewhere > 0 ? [new UcpTotal("paid_elsewhere", -session.PaidElsewhere, "Paid in another way")] : Array.Empty<UcpTotal>(),
            new UcpTotal(Total, totals.Total - session.PaidElsewhere, "Total", Taxed(session, totals)),
        ];
    }

    // A line below zero lowers the sum, whatever its dialect calls it.
    private static UcpTotal OfOther(SessionLine line) => line switch
    {
        { Gross: < 0 } => new UcpTotal("discount", line.Gross, line.Name),
        { Kind: SessionLineKind.DeliveryFee } => new UcpTotal("fulfillment", line.Gross, line.Name),
        _ => new UcpTotal("fee", line.Gross, line.Name),
    };

    private static UcpTotal[] Reduction(string type, long amount, string? text) => amount > 0 ? [new UcpTotal(type, -amount, text)] : [];

    private static UcpTotalLine[]? Taxed(CheckoutSession session, SessionTotals totals) => totals.Tax > 0 && session.PaidElsewhere == 0
        ? [new UcpTotalLine("Without tax", totals.Total - totals.Tax), new UcpTotalLine("Tax included", totals.Tax)]
        : null;
}
