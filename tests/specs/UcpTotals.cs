using System.Text.Json.Nodes;
using static Checkout.Tests.Specifications.UcpValues;

namespace Checkout.Tests.Specifications;

/// <summary>The rules of lines and sums, see <see cref="UcpRules"/>.</summary>
internal static class UcpTotals
{
    private static readonly string[] KnownTotals = ["subtotal", "items_discount", "discount", "fulfillment", "tax", "fee", "total"];

    public static void CheckLines(JsonNode checkout)
    {
        var lines = checkout["line_items"]!.AsArray();
        Each(lines, line =>
        {
            CheckItem(line);
            Number(line["quantity"]).ShouldBeGreaterThan(0);
            Check(line["totals"], isWhole: false);
            Sum(line, "subtotal").ShouldBe(Number(line["item"]!["price"]) * Number(line["quantity"]));
        });
        lines.Select(line => Text(line!["id"])).ShouldBeUnique(StringComparer.Ordinal);
        Sum(checkout, "subtotal").ShouldBe(lines.Sum(line => Sum(line!, "subtotal")));
        Sum(checkout, "items_discount").ShouldBe(lines.Sum(line => Sum(line!, "items_discount")));
    }

    public static void CheckItem(JsonNode line)
    {
        Text(line["id"]).ShouldNotBeEmpty();
        Text(line["item"]!["id"]).ShouldNotBeEmpty();
        Text(line["item"]!["title"]).ShouldNotBeEmpty();
        Number(line["item"]!["price"]).ShouldBeGreaterThanOrEqualTo(0);
    }

    public static void Check(JsonNode? totals, bool isWhole)
    {
        var all = totals!.AsArray();
        all.Count(total => Text(total!["type"]) is "subtotal").ShouldBe(1);
        all.Count(total => Text(total!["type"]) is "total").ShouldBe(1);
        all.Where(total => Text(total!["type"]) is not "total").Sum(total => Number(total!["amount"]))
            .ShouldBe(Number(all.Single(total => Text(total!["type"]) is "total")!["amount"]));
        Each(all, total =>
        {
            var (type, amount) = (Text(total["type"]), Number(total["amount"]));
            (type switch
            {
                "discount" or "items_discount" => amount < 0,
                "subtotal" or "fulfillment" or "tax" or "fee" => amount >= 0,
                _ => true,
            }).ShouldBeTrue($"{type} {amount}");
            if (isWhole && !KnownTotals.Contains(type, StringComparer.Ordinal))
            {
                Text(total["display_text"]).ShouldNotBeEmpty();
            }

            if (total["lines"] is JsonArray lines)
            {
                lines.Sum(line => Number(line!["amount"])).ShouldBe(amount);
                Each(lines, line => Text(line["display_text"]).ShouldNotBeEmpty());
            }
        });
    }

    public static long Sum(JsonNode of, string type) =>
        of["totals"]!.AsArray().Where(total => string.Equals(Text(total!["type"]), type, StringComparison.Ordinal)).Sum(total => Number(total!["amount"]));
}
