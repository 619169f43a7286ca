using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Checkout.Tests.Specifications;

/// <summary>What version 2026-04-08 of the Universal Commerce Protocol demands of documents, in our own words.</summary>
internal static partial class UcpRules
{
    private const string Version = "2026-04-08";

    private static readonly string[] Statuses =
        ["incomplete", "requires_escalation", "ready_for_complete", "complete_in_progress", "completed", "canceled"];

    private static readonly string[] Severities = ["recoverable", "requires_buyer_input", "requires_buyer_review", "unrecoverable"];
    private static readonly string[] KnownTotals = ["subtotal", "items_discount", "discount", "fulfillment", "tax", "fee", "total"];

    /// <summary>A body of any answer.</summary>
    public static void Check(int status, JsonNode body)
    {
        if (status >= 400)
        {
            body.ShouldBeOfType<JsonObject>().ShouldContainKey("code");
            body["content"]!.GetValue<string>().ShouldNotBeEmpty();
        }
        else if (body["signing_keys"] is not null || body["ucp"]?["services"] is not null)
        {
            Profile(body);
        }
        else if (body["token"] is not null)
        {
            Time(body["expiry"]);
        }
        else if (Text(body["ucp"]!["status"]) is "error")
        {
            Error(body);
        }
        else if (body["checkout_id"] is not null)
        {
            Order(body);
        }
        else
        {
            Checkout(body);
        }
    }

    /// <summary>A checkout session.</summary>
    public static void Checkout(JsonNode checkout)
    {
        Envelope(checkout["ucp"], "success", "dev.ucp.shopping.checkout");
        checkout["ucp"]!["payment_handlers"].ShouldBeOfType<JsonObject>().Select(handler => handler.Key).ShouldAllBe(name => ReverseDomain().IsMatch(name));
        Text(checkout["id"]).ShouldNotBeEmpty();
        var status = Text(checkout["status"]);
        IsAmong(status, Statuses);
        Text(checkout["currency"]).ShouldMatch("^[A-Z]{3}$");
        Lines(checkout);
        Totals(checkout["totals"], isWhole: true);
        var messages = checkout["messages"]?.AsArray() ?? [];
        Messages(messages);
        Each(checkout["links"], link => (Text(link["type"]).Length > 0 && Uri.IsWellFormedUriString(Text(link["url"]), UriKind.Absolute)).ShouldBeTrue());
        IsTimeIfThere(checkout["expires_at"]);
        IsUrlIfThere(checkout["continue_url"]);
        (checkout["continue_url"] is not null).ShouldBe(status is not ("completed" or "canceled"));
        if (status is "requires_escalation")
        {
            messages.ShouldContain(message => Severities.Skip(1).Take(2).Contains(Text(message!["severity"]), StringComparer.Ordinal));
        }

        (checkout["order"] is not null).ShouldBe(status is "completed");
        IsUrlIfThere(checkout["order"]?["permalink_url"]);
        Fulfillment(checkout);
        Discounts(checkout);
        Each(checkout["payment"]?["instruments"], instrument =>
        {
            Text(instrument["id"]).ShouldNotBeEmpty();
            Text(instrument["handler_id"]).ShouldNotBeEmpty();
            Text(instrument["type"]).ShouldNotBeEmpty();
            instrument.AsObject().ShouldNotContainKey("credential");
        });
    }

    /// <summary>An order.</summary>
    public static void Order(JsonNode order)
    {
        Envelope(order["ucp"], "success", "dev.ucp.shopping.order");
        Text(order["id"]).ShouldNotBeEmpty();
        Text(order["checkout_id"]).ShouldNotBeEmpty();
        Uri.IsWellFormedUriString(Text(order["permalink_url"]), UriKind.Absolute).ShouldBeTrue();
        Text(order["currency"]).ShouldMatch("^[A-Z]{3}$");
        Totals(order["totals"], isWhole: true);
        var lines = order["line_items"]!.AsArray();
        Each(lines, line =>
        {
            Item(line);
            Totals(line["totals"], isWhole: false);
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

    /// <summary>An answer in place of what was asked for.</summary>
    public static void Error(JsonNode error)
    {
        Text(error["ucp"]!["version"]).ShouldBe(Version);
        Text(error["ucp"]!["status"]).ShouldBe("error");
        error.AsObject().Select(member => member.Key).Except(["ucp", "messages", "continue_url"], StringComparer.Ordinal).ShouldBeEmpty();
        error["messages"]!.AsArray().ShouldNotBeEmpty();
        Messages(error["messages"]!.AsArray());
    }

    /// <summary>The business's profile.</summary>
    public static void Profile(JsonNode profile)
    {
        var ucp = profile["ucp"]!;
        Text(ucp["version"]).ShouldBe(Version);
        foreach (var (name, entries) in ucp["services"]!.AsObject().Concat(ucp["capabilities"]!.AsObject()))
        {
            name.ShouldMatch(ReverseDomain().ToString());
            Each(entries, entry =>
            {
                Text(entry["version"]).ShouldMatch(@"^\d{4}-\d{2}-\d{2}$");
                Text(entry["spec"]).ShouldStartWith("https://ucp.dev/"); // the authority of dev.ucp
                Text(entry["schema"]).ShouldStartWith("https://ucp.dev/");
            });
        }

        Each(ucp["services"]!["dev.ucp.shopping"], service =>
        {
            Text(service["transport"]).ShouldBe("rest");
            Uri.IsWellFormedUriString(Text(service["endpoint"]), UriKind.Absolute).ShouldBeTrue();
            Text(service["endpoint"]).ShouldNotEndWith("/");
        });
        foreach (var (name, handlers) in ucp["payment_handlers"]!.AsObject())
        {
            name.ShouldMatch(ReverseDomain().ToString());
            Each(handlers, handler => Text(handler["id"]).ShouldNotBeEmpty());
        }
    }

    private static void Envelope(JsonNode? ucp, string status, string capability)
    {
        Text(ucp!["version"]).ShouldBe(Version);
        Text(ucp["status"]).ShouldBe(status);
        IsAmong(capability, ucp["capabilities"]!.AsObject().Select(entry => entry.Key));
    }

    private static void Lines(JsonNode checkout)
    {
        var lines = checkout["line_items"]!.AsArray();
        Each(lines, line =>
        {
            Item(line);
            Number(line["quantity"]).ShouldBeGreaterThan(0);
            Totals(line["totals"], isWhole: false);
            Total(line, "subtotal").ShouldBe(Number(line["item"]!["price"]) * Number(line["quantity"]));
        });
        lines.Select(line => Text(line!["id"])).ShouldBeUnique(StringComparer.Ordinal);
        Total(checkout, "subtotal").ShouldBe(lines.Sum(line => Total(line!, "subtotal")));
        Total(checkout, "items_discount").ShouldBe(lines.Sum(line => Total(line!, "items_discount")));
    }

    private static void Item(JsonNode line)
    {
        Text(line["id"]).ShouldNotBeEmpty();
        Text(line["item"]!["id"]).ShouldNotBeEmpty();
        Text(line["item"]!["title"]).ShouldNotBeEmpty();
        Number(line["item"]!["price"]).ShouldBeGreaterThanOrEqualTo(0);
    }

    private static void Totals(JsonNode? totals, bool isWhole)
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

    private static void Messages(JsonArray messages) => Each(messages, message =>
    {
        var type = Text(message["type"]);
        IsAmong(type, ["error", "warning", "info"]);
        Text(message["content"]).ShouldNotBeEmpty();
        if (type is not "info")
        {
            Text(message["code"]).ShouldNotBeEmpty();
        }

        if (type is "error")
        {
            IsAmong(Text(message["severity"]), Severities);
        }

        if (message["path"] is { } path)
        {
            Text(path).ShouldStartWith("$.");
        }
    });

    private static void Fulfillment(JsonNode checkout)
    {
        var lines = checkout["line_items"]!.AsArray().Select(line => Text(line!["id"])).ToList();
        Each(checkout["fulfillment"]?["methods"], method =>
        {
            Text(method["id"]).ShouldNotBeEmpty();
            IsAmong(Text(method["type"]), ["shipping", "pickup"]);
            Each(method["line_item_ids"], line => IsAmong(Text(line), lines));
            var destinations = method["destinations"]!.AsArray().Select(destination => Text(destination!["id"])).ToList();
            if (method["selected_destination_id"] is { } selected)
            {
                IsAmong(Text(selected), destinations);
            }

            method["groups"]!.AsArray().Count.ShouldBe(1); // the platform has not asked for more
            Each(method["groups"], group =>
            {
                Text(group["id"]).ShouldNotBeEmpty();
                Each(group["line_item_ids"], line => IsAmong(Text(line), lines));
                Each(group["options"], option =>
                {
                    Text(option["title"]).ShouldNotBeEmpty();
                    option["totals"]!.AsArray().Count(total => Text(total!["type"]) is "total").ShouldBe(1);
                    IsTimeIfThere(option["earliest_fulfillment_time"]);
                    IsTimeIfThere(option["latest_fulfillment_time"]);
                });
                if (group["selected_option_id"] is { } chosen)
                {
                    IsAmong(Text(chosen), group["options"]!.AsArray().Select(option => Text(option!["id"])));
                }
            });
        });
    }

    private static void Discounts(JsonNode checkout)
    {
        var applied = checkout["discounts"]?["applied"]?.AsArray() ?? [];
        Each(applied, discount =>
        {
            Text(discount["title"]).ShouldNotBeEmpty();
            discount["allocations"]!.AsArray().Sum(part => Number(part!["amount"])).ShouldBe(Number(discount["amount"]));
        });
        applied.Sum(discount => Number(discount!["amount"])).ShouldBe(-Total(checkout, "items_discount"));
    }

    private static void IsAmong(string value, IEnumerable<string> allowed) =>
        allowed.Contains(value, StringComparer.Ordinal).ShouldBeTrue($"'{value}' is none of {string.Join(", ", allowed)}");

    private static long Total(JsonNode of, string type) =>
        of["totals"]!.AsArray().Where(total => string.Equals(Text(total!["type"]), type, StringComparison.Ordinal)).Sum(total => Number(total!["amount"]));

    private static void Each(JsonNode? array, Action<JsonNode> check)
    {
        foreach (var element in array?.AsArray() ?? [])
        {
            check(element.ShouldNotBeNull());
        }
    }

    private static string Text(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : string.Empty;

    private static long Number(JsonNode? node) => node.ShouldNotBeNull().GetValue<long>();

    private static void Time(JsonNode? node) => DateTimeOffset.TryParse(
        Text(node), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _).ShouldBeTrue();

    private static void IsTimeIfThere(JsonNode? node)
    {
        if (node is not null)
        {
            Time(node);
        }
    }

    private static void IsUrlIfThere(JsonNode? node)
    {
        if (node is not null)
        {
            Uri.IsWellFormedUriString(Text(node), UriKind.Absolute).ShouldBeTrue(Text(node));
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]*(?:\.[a-z][a-z0-9_]*)+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ReverseDomain();
}
