using System.Text.Json.Nodes;
using static Checkout.Tests.Specifications.UcpValues;

namespace Checkout.Tests.Specifications;

/// <summary>
/// What version 2026-04-08 of the Universal Commerce Protocol demands of documents, in our own words; and by its published schemas where they
/// are, see <see cref="UcpSpecification"/>.
/// </summary>
internal static class UcpRules
{
    private static readonly string[] Statuses =
        ["incomplete", "requires_escalation", "ready_for_complete", "complete_in_progress", "completed", "canceled"];

    private static readonly string[] Severities = ["recoverable", "requires_buyer_input", "requires_buyer_review", "unrecoverable"];

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
            UcpSpecification.ShouldAllowProfile(body);
        }
        else if (body["token"] is not null)
        {
            Time(body["expiry"]);
        }
        else if (Text(body["ucp"]!["status"]) is "error")
        {
            Error(body);
            UcpSpecification.ShouldAllowError(body);
        }
        else if (body["checkout_id"] is not null)
        {
            UcpOrders.Check(body);
            UcpSpecification.ShouldAllowOrder(body);
        }
        else
        {
            Checkout(body);
            UcpSpecification.ShouldAllowCheckout(body);
        }
    }

    /// <summary>A checkout session.</summary>
    public static void Checkout(JsonNode checkout)
    {
        Envelope(checkout["ucp"], "dev.ucp.shopping.checkout");
        checkout["ucp"]!["payment_handlers"].ShouldBeOfType<JsonObject>().Select(handler => handler.Key).ShouldAllBe(name => ReverseDomain().IsMatch(name));
        Text(checkout["id"]).ShouldNotBeEmpty();
        var status = Text(checkout["status"]);
        IsAmong(status, Statuses);
        Text(checkout["currency"]).ShouldMatch("^[A-Z]{3}$");
        UcpTotals.CheckLines(checkout);
        UcpTotals.Check(checkout["totals"], isWhole: true);
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

    /// <summary>An answer in place of what was asked for.</summary>
    public static void Error(JsonNode error)
    {
        Text(error["ucp"]!["version"]).ShouldBe(SpokenVersion);
        Text(error["ucp"]!["status"]).ShouldBe("error");
        error.AsObject().Select(member => member.Key).Except(["ucp", "messages", "continue_url"], StringComparer.Ordinal).ShouldBeEmpty();
        error["messages"]!.AsArray().ShouldNotBeEmpty();
        Messages(error["messages"]!.AsArray());
    }

    /// <summary>The business's profile.</summary>
    public static void Profile(JsonNode profile)
    {
        var ucp = profile["ucp"]!;
        Text(ucp["version"]).ShouldBe(SpokenVersion);
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
        applied.Sum(discount => Number(discount!["amount"])).ShouldBe(-UcpTotals.Sum(checkout, "items_discount"));
    }
}
