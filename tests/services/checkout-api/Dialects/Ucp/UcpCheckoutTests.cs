using System.Net;
using System.Text.Json.Nodes;
using Checkout.Api.Sessions;
using Checkout.Services.Tests.CheckoutApi.Tenants;
using Checkout.Tests.Specifications;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Ucp;

/// <summary>Checkouts while they are put together, over HTTP.</summary>
public sealed class UcpCheckoutTests(TenantAccessSystem system) : IClassFixture<TenantAccessSystem>, IAsyncLifetime
{
    private const string Film = """{ "line_items": [{ "item": { "id": "film" }, "quantity": 1 }] }""";

    private readonly UcpPlatform platform = new(system.Http.BaseAddress!, "merchant");

    public async ValueTask InitializeAsync() => await UcpShop.OpenAsync(system);

    public ValueTask DisposeAsync()
    {
        platform.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_checkout_is_created_with_prices_of_the_business_and_read_again()
    {
        var created = await platform.CreateAsync("""
            { "line_items": [{ "item": { "id": "film", "title": "Mine", "price": 1 }, "quantity": 3 }, { "item": { "id": "extra" }, "quantity": 1 }],
              "buyer": { "email": "jane@example.com", "first_name": "Jane" },
              "context": { "currency": "USD" }, "signals": { "dev.ucp.buyer_ip": "203.0.113.42" }, "attribution": { "campaign": "x" } }
            """);

        Text(created["status"]).ShouldBe("ready_for_complete");
        created["line_items"]!.AsArray().Select(line => Text(line!["id"])).ShouldBe(["li_1", "li_2"]);
        Text(created["line_items"]![1]!["parent_id"]).ShouldBe("li_1");
        created["totals"]!.AsArray()[^1]!["amount"]!.GetValue<long>().ShouldBe(1597);
        Text(created["buyer"]!["email"]).ShouldBe("jane@example.com");
        (await platform.GetAsync(Text(created["id"]))).ToJsonString().ShouldBe(created.ToJsonString());
    }

    [Fact]
    public async Task An_update_replaces_everything()
    {
        var id = Text((await platform.CreateAsync("""
            { "line_items": [{ "item": { "id": "film" }, "quantity": 1 }], "buyer": { "email": "jane@example.com" }, "discounts": { "codes": ["TEN"] } }
            """))["id"]);

        var (status, updated) = await platform.PutAsync(id, """{ "id": "ignored", "line_items": [{ "id": "mine", "item": { "id": "film" }, "quantity": 2 }] }""");

        status.ShouldBe(HttpStatusCode.OK);
        Text(updated["line_items"]![0]!["id"]).ShouldBe("mine");
        updated["buyer"].ShouldBeNull();
        updated["discounts"].ShouldBeNull();
    }

    [Fact]
    public async Task What_is_carried_wants_an_address_and_a_way_and_both_cost_what_they_cost()
    {
        var created = await platform.CreateAsync("""
            { "line_items": [{ "item": { "id": "book" }, "quantity": 1 }, { "item": { "id": "film" }, "quantity": 1 }] }
            """);
        Text(created["status"]).ShouldBe("incomplete");
        created["fulfillment"]!["methods"]![0]!["line_item_ids"]!.ToJsonString().ShouldBe("""["li_1"]""");
        var id = Text(created["id"]);

        var addressed = await platform.PutAsync(id, """
            { "line_items": [{ "id": "li_1", "item": { "id": "book" }, "quantity": 1 }],
              "fulfillment": { "methods": [{ "type": "shipping", "destinations": [{ "street_address": "Main St 1", "address_country": "US" }] }] } }
            """);
        addressed.Codes.ShouldBe(["missing"]);
        Text(addressed.Body["fulfillment"]!["methods"]![0]!["selected_destination_id"]).ShouldBe("dest_1");

        var chosen = await platform.PutAsync(id, """
            { "line_items": [{ "id": "li_1", "item": { "id": "book" }, "quantity": 1 }],
              "fulfillment": { "methods": [{ "id": "method_shipping", "type": "shipping", "line_item_ids": ["li_1"], "selected_destination_id": "dest_1",
                                             "groups": [{ "id": "group_shipping", "selected_option_id": "fast" }] }] } }
            """);
        chosen.CheckoutStatus.ShouldBe("ready_for_complete");
        chosen.Body["totals"]!.AsArray()[^1]!["amount"]!.GetValue<long>().ShouldBe(1500);
        Text(chosen.Body["fulfillment"]!["methods"]![0]!["destinations"]![0]!["street_address"]).ShouldBe("Main St 1"); // named before
    }

    [Fact]
    public async Task Several_destinations_become_one_and_the_platform_is_told()
    {
        var created = await platform.CreateAsync("""
            { "line_items": [{ "item": { "id": "book" }, "quantity": 2 }],
              "fulfillment": { "methods": [
                { "type": "shipping", "destinations": [{ "id": "mom", "address_country": "US" }], "selected_destination_id": "mom", "groups": [{ "selected_option_id": "slow" }] },
                { "type": "shipping", "destinations": [{ "id": "gran", "address_country": "HK" }], "selected_destination_id": "gran" }] } }
            """);
        Text(created["messages"]![0]!["code"]).ShouldBe("fulfillment_changed");
        Text(created["fulfillment"]!["methods"]![0]!["selected_destination_id"]).ShouldBe("mom");
        Text(created["status"]).ShouldBe("ready_for_complete"); // a warning stops nothing
    }

    [Fact]
    public async Task Codes_lower_prices_one_after_the_other_and_those_that_do_not_are_told()
    {
        var created = await platform.CreateAsync("""
            { "line_items": [{ "item": { "id": "book" }, "quantity": 1 }, { "item": { "id": "film" }, "quantity": 2 }],
              "discounts": { "codes": ["ten", "BOOKS", "OLD", "NONE", "Ten"] } }
            """);

        created["discounts"]!["codes"]!.AsArray().Select(Text).ShouldBe(["ten", "BOOKS", "OLD", "NONE"]);
        created["discounts"]!["applied"]!.AsArray().Select(discount => $"{Text(discount!["code"])} {discount["amount"]}").ShouldBe(["ten 200", "BOOKS 180"]);
        var messages = created["messages"]!.AsArray().Where(message => Text(message!["type"]) is "warning");
        messages.Select(message => $"{Text(message!["code"])} {Text(message["path"])}").ShouldBe(
            ["discount_code_expired $.discounts.codes[2]", "discount_code_invalid $.discounts.codes[3]"]);
    }

    [Theory]
    [InlineData("""{ "line_items": [{ "item": { "id": "nothing" }, "quantity": 1 }] }""")]
    [InlineData("""{ "line_items": [{ "item": { "id": "extra" }, "quantity": 1 }] }""")]
    public async Task When_nothing_of_what_is_wanted_can_be_had_nothing_is_created(string json)
    {
        var (status, body) = await platform.SendAsync(HttpMethod.Post, "/checkout-sessions", json);
        status.ShouldBe(HttpStatusCode.OK);
        (Text(body["ucp"]!["status"]), Text(body["messages"]![0]!["code"]), Text(body["messages"]![0]!["severity"]))
            .ShouldBe(("error", "item_unavailable", "unrecoverable"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("import")] // in another currency
    public async Task When_only_a_part_can_be_had_the_checkout_waits_until_the_rest_is_taken_out(string other)
    {
        var created = await platform.CreateAsync(
            $$"""{ "line_items": [{ "item": { "id": "film" }, "quantity": 1 }, { "item": { "id": "{{other}}" }, "quantity": 1 }] }""");
        (Text(created["status"]), Text(created["messages"]![0]!["code"])).ShouldBe(("incomplete", "item_unavailable"));
        var id = Text(created["id"]);

        (await platform.CompleteAsync(id, UcpPlatform.Card("4111111111111111"))).CheckoutStatus.ShouldBe("incomplete");
        (await platform.PutAsync(id, Film)).CheckoutStatus.ShouldBe("ready_for_complete");
    }

    [Fact]
    public async Task A_canceled_checkout_stays_canceled()
    {
        var id = Text((await platform.CreateAsync(Film))["id"]);

        (await platform.CancelAsync(id)).CheckoutStatus.ShouldBe("canceled");

        (await platform.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await platform.PutAsync(id, Film)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await platform.CompleteAsync(id, UcpPlatform.Card("4111111111111111"))).Status.ShouldBe(HttpStatusCode.Conflict);
        Text((await platform.GetAsync(id))["status"]).ShouldBe("canceled");
    }

    [Fact]
    public async Task An_expired_checkout_reads_as_canceled_and_cannot_be_completed()
    {
        var book = system.Services.GetRequiredService<SessionBook>();
        var expired = book.New("acme", "EUR") with { ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) };
        await book.AddAsync(expired, TestContext.Current.CancellationToken);

        var read = await platform.GetAsync(expired.Id);
        (Text(read["status"]), Text(read["messages"]![0]!["code"])).ShouldBe(("canceled", "expired"));
        (await platform.CompleteAsync(expired.Id, UcpPlatform.Card("4111111111111111"))).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_session_of_another_dialect_is_read_and_changed_here()
    {
        var book = system.Services.GetRequiredService<SessionBook>();
        var session = book.New("acme", "EUR") with { Lines = [new SessionLine("1", "film", "The film", 1, 499)] };
        await book.AddAsync(session.WithExtension("other", new { secret = "theirs" }), TestContext.Current.CancellationToken);

        Text((await platform.GetAsync(session.Id))["line_items"]![0]!["id"]).ShouldBe("1");
        (await platform.PutAsync(session.Id, Film)).CheckoutStatus.ShouldBe("ready_for_complete");
        var kept = await book.FindAsync("acme", session.Id, TestContext.Current.CancellationToken);
        kept.ShouldNotBeNull().Extensions.ContainsKey("other").ShouldBeTrue();
    }

    [Theory]
    [InlineData("$.payment.instruments", """{ "payment": { "instruments": [] } }""")]
    [InlineData("$.payment.instruments[0].credential", """{ "payment": { "instruments": [{ "id": "1", "handler_id": "card", "type": "card" }] } }""")]
    [InlineData("$.payment.instruments[0].handler_id", """{ "payment": { "instruments": [{ "id": "1", "handler_id": "gpay", "type": "card", "credential": { "type": "x" } }] } }""")]
    [InlineData("$.payment.instruments[0].credential.token", """{ "payment": { "instruments": [{ "id": "1", "handler_id": "token", "type": "card", "credential": { "type": "token" } }] } }""")]
    [InlineData("$.payment.instruments[0].credential.card_number_type", """{ "payment": { "instruments": [{ "id": "1", "handler_id": "card", "type": "card", "credential": { "type": "card", "card_number_type": "dpan" } }] } }""")]
    [InlineData("$.payment.instruments[1].credential.number", """
        { "payment": { "instruments": [{ "id": "1", "handler_id": "token", "type": "card" }, { "id": "2", "handler_id": "card", "type": "card", "selected": true,
          "credential": { "type": "card", "card_number_type": "fpan", "number": "4111111111111112", "expiry_month": 12, "expiry_year": 2029, "name": "J", "cvc": "123" } }] } }
        """)]
    public async Task What_cannot_pay_is_told_with_its_place_and_the_checkout_stays_ready(string path, string json)
    {
        var id = Text((await platform.CreateAsync(Film))["id"]);

        var reply = await platform.CompleteAsync(id, json);

        (reply.Status, reply.CheckoutStatus).ShouldBe((HttpStatusCode.OK, "ready_for_complete"));
        (Text(reply.Body["messages"]![0]!["path"]), Text(reply.Body["messages"]![0]!["severity"])).ShouldBe((path, "recoverable"));
    }

    private static string Text(JsonNode? node) => node.ShouldNotBeNull().GetValue<string>();
}
