using System.Text.Json.Nodes;
using static Checkout.Tests.Specifications.UcpValues;

namespace Checkout.Tests.Specifications;

/// <summary>The rules of orders, see <see cref="UcpRules"/>.</summary>
internal static class UcpOrders
{
    /// <summary>An order.</summary>
    public static void Check(JsonNode order)
    {
        Envelope(order["ucp"], "dev.ucp.shopping.order");
        Text(order["id"]).ShouldNotBeEmpty();
        Text(order["checkout_id"]).ShouldNotBeEmpty();
        Uri.IsWellFormedUriString(Text(order["permalink_url"]), UriKind.Absolute).ShouldBeTrue();
        Text(order["currency"]).ShouldMatch("^[A-Z]{3}$");
        UcpTotals.Check(order["totals"], isWhole: true);
        var lines = order["line_items"]!.AsArray();
        Each(lines, line =>
        {
            UcpTotals.CheckItem(line);
            UcpTotals.Check(line["totals"], isWhole: false);
            var (total, fulfilled) = (Number(line["quantity"]!["total"]), Number(line["quantity"]!["fulfilled"]));
            Text(line["status"]).ShouldBe(total == 0 ? "removed" : fulfilled == total ? "fulfilled" : fulfilled > 0 ? "partial" : "processing");
        });
        var ids = lines.Select(line => Text(line!["id"])).ToList();
        Each(order["fulfillment"]!["expectations"], expectation =>
        {
            Text(expectation["id"]).ShouldNotBeEmpty();
            IsAmong(Text(expectation["method_type"]), ["shipping", "pickup", "digital"]);
            expectation["destination"].ShouldBeOfType<JsonObject>();
            Each(expectation["line_items"], part => IsAmong(Text(part["id"]), ids));
        });
        Each(order["fulfillment"]!["events"], happened =>
        {
            Text(happened["id"]).ShouldNotBeEmpty();
            Time(happened["occurred_at"]);
            Text(happened["type"]).ShouldNotBeEmpty();
            Each(happened["line_items"], part => (ids.Contains(Text(part["id"]), StringComparer.Ordinal) && Number(part["quantity"]) >= 1).ShouldBeTrue());
        });
        Each(order["adjustments"], adjustment =>
        {
            Text(adjustment["id"]).ShouldNotBeEmpty();
            Text(adjustment["type"]).ShouldNotBeEmpty();
            Time(adjustment["occurred_at"]);
            IsAmong(Text(adjustment["status"]), ["pending", "completed", "failed"]);
        });
    }
}
