using System.Net;
using System.Text.Json.Nodes;
using Checkout.Api.Sessions;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>Platforms that speak the Universal Commerce Protocol buy over the whole system.</summary>
public sealed class UcpTests(LocalSystem system) : IDisposable
{
    private const string Subscription = """
        { "line_items": [{ "item": { "id": "it_ab1" }, "quantity": 2 }],
          "buyer": { "first_name": "Jane", "last_name": "Doe", "email": "jane@example.com" } }
        """;

    private const string Mug = """
        { "line_items": [{ "id": "li_mug", "item": { "id": "item_123" }, "quantity": 1 }],
          "fulfillment": { "methods": [{ "type": "shipping",
            "destinations": [{ "id": "home", "street_address": "Hauptstr. 1", "address_locality": "Berlin", "postal_code": "10115", "address_country": "DE" }],
            "groups": [{ "selected_option_id": "shipping_fast" }] }] } }
        """;

    private readonly UcpPlatform platform = new(system.Api, "sk_dev_acme_sample_123456789");

    [Fact]
    public async Task A_card_pays_a_checkout_and_an_order_comes_of_it()
    {
        var checkout = await platform.CreateAsync(Subscription);
        Text(checkout["status"]).ShouldBe("ready_for_complete");

        var (status, completed) = await platform.CompleteAsync(Text(checkout["id"]), UcpPlatform.Card(Cards.Frictionless));

        status.ShouldBe(HttpStatusCode.OK);
        Text(completed["status"]).ShouldBe("completed", completed.ToJsonString());
        completed["payment"]!["instruments"]![0]!["display"]!["last_digits"]!.GetValue<string>().ShouldBe(Cards.Frictionless[^4..]);
        var orderId = Text(completed["order"]!["id"]);
        (await Ledger.OfAsync(system.Psps, orderId)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 2998, Refunded: 0, Held: 0));
        var (_, order) = await platform.OrderAsync(orderId);
        Text(order["checkout_id"]).ShouldBe(Text(checkout["id"]));
        Text(order["line_items"]![0]!["status"]).ShouldBe("fulfilled");
        Text(order["fulfillment"]!["expectations"]![0]!["method_type"]).ShouldBe("digital");
    }

    [Fact]
    public async Task What_is_carried_goes_to_the_address_in_the_way_that_was_chosen()
    {
        var checkout = await platform.CreateAsync(Mug);
        Text(checkout["status"]).ShouldBe("ready_for_complete");

        var (_, completed) = await platform.CompleteAsync(Text(checkout["id"]), UcpPlatform.Card(Cards.Frictionless));

        var (_, order) = await platform.OrderAsync(Text(completed["order"]!["id"]));
        var expectation = order["fulfillment"]!["expectations"]!.AsArray().ShouldHaveSingleItem()!;
        (Text(expectation["method_type"]), Text(expectation["destination"]!["address_locality"]), Text(expectation["description"]))
            .ShouldBe(("shipping", "Berlin", "2-3 business days"));
        (await Ledger.OfAsync(system.Psps, Text(order["id"]))).Captured.ShouldBe(1150);
    }

    [Fact]
    public async Task A_declined_card_is_told_and_another_one_pays()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);

        var declined = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Declined));

        (declined.Status, declined.CheckoutStatus).ShouldBe((HttpStatusCode.OK, "ready_for_complete"));
        declined.Codes.ShouldBe(["payment_failed"]);
        var completed = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Frictionless));
        completed.CheckoutStatus.ShouldBe("completed", completed.Body.ToJsonString());
        (await Ledger.OfAsync(system.Psps, Text(completed.Body["order"]!["id"]))).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_pays_the_checkout_that_it_is_bound_to_once_and_no_other()
    {
        var (id, other) = (Text((await platform.CreateAsync(Subscription))["id"]), Text((await platform.CreateAsync(Subscription))["id"]));
        var token = await TokenizeAsync(id, Cards.Frictionless);

        (await platform.CompleteAsync(other, UcpPlatform.Token(token))).Codes.ShouldBe(["invalid_token"]);
        var completed = await platform.CompleteAsync(id, UcpPlatform.Token(token));

        completed.CheckoutStatus.ShouldBe("completed", completed.Body.ToJsonString());
        completed.Body.ToJsonString().ShouldNotContain(token);
    }

    [Fact]
    public async Task A_token_of_a_declined_card_is_used_up()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);
        var token = await TokenizeAsync(id, Cards.Declined);
        (await platform.CompleteAsync(id, UcpPlatform.Token(token))).Codes.ShouldBe(["payment_failed"]);

        (await platform.CompleteAsync(id, UcpPlatform.Token(token))).Codes.First().ShouldBe("invalid_token");
    }

    [Fact]
    public async Task A_stored_method_pays_by_its_name()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);

        var completed = await platform.CompleteAsync(id, UcpPlatform.Token("pm.00.482.7"));

        completed.CheckoutStatus.ShouldBe("completed", completed.Body.ToJsonString());
    }

    [Fact]
    public async Task Two_complete_calls_at_once_pay_once()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);

        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => platform.CompleteAsync(id, UcpPlatform.Card(Cards.Frictionless))));

        replies.Count(reply => reply.CheckoutStatus is "completed").ShouldBe(1);
        replies.Count(reply => reply.Status is HttpStatusCode.Conflict).ShouldBe(3);
        var completed = await platform.UntilAsync(id, "completed");
        (await Ledger.OfAsync(system.Psps, Text(completed["order"]!["id"]))).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_complete_call_again_has_the_same_answer_and_another_one_is_refused()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var first = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Frictionless), key);
        var again = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Frictionless), key);

        again.Body.ToJsonString().ShouldBe(first.Body.ToJsonString());
        (await platform.CompleteAsync(id, UcpPlatform.Card(Cards.AlsoFrictionless), key)).Status.ShouldBe(HttpStatusCode.Conflict);
        var later = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.AlsoFrictionless));
        (later.Status, Text(later.Body["code"])).ShouldBe((HttpStatusCode.Conflict, "not_modifiable"));
    }

    [Fact]
    public async Task What_is_completed_can_be_neither_changed_nor_canceled()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);
        await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Frictionless));

        (await platform.PutAsync(id, Subscription)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await platform.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_order_that_fails_after_it_was_paid_is_canceled_and_shows_its_refund()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);
        var challenged = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Challenge));
        var book = system.CheckoutServices.GetRequiredService<SessionBook>();
        var session = await book.FindAsync(Merchant.Tenant, id, TestContext.Current.CancellationToken);
        var trackingNumber = session.ShouldNotBeNull().LatestAttempt.ShouldNotBeNull().TrackingNumber;
        await Reservations.LoseAsync(system, trackingNumber);
        await Shopper.AnswerAsync(Text(challenged.Body["continue_url"]), "approve");

        Text((await platform.UntilAsync(id, "canceled"))["messages"]![0]!["severity"]).ShouldBe("unrecoverable");
        JsonNode? order = null;
        await Eventually.HoldsAsync(
            async () => (order = (await platform.OrderAsync(trackingNumber)).Body)["adjustments"]!.AsArray().Count == 2,
            () => $"No refund: {order?.ToJsonString()}");
        Text(order!["line_items"]![0]!["status"]).ShouldBe("removed");
        var refund = order["adjustments"]![1]!;
        (Text(refund["type"]), refund["totals"]![0]!["amount"]!.GetValue<long>()).ShouldBe(("refund", -2998));
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 2998, Refunded: 2998, Held: 0));
    }

    [Fact]
    public async Task An_order_of_the_vendors_own_API_is_read_here_as_checkout_and_as_order()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        Text((await platform.GetAsync(trackingNumber))["status"]).ShouldBe("completed");
        var (_, order) = await platform.OrderAsync(trackingNumber);
        (Text(order["id"]), Text(order["checkout_id"])).ShouldBe((trackingNumber, trackingNumber));
        Text(order["line_items"]![0]!["item"]!["title"]).ShouldBe("Premium, one month");
        (await platform.CancelAsync(trackingNumber)).Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Another_tenant_sees_neither_checkout_nor_order()
    {
        var checkout = await platform.CreateAsync(Subscription);
        var completed = await platform.CompleteAsync(Text(checkout["id"]), UcpPlatform.Card(Cards.Frictionless));
        using var stranger = new UcpPlatform(system.Api, "sk_dev_globex_sample_987654321");

        (await stranger.SendAsync(HttpMethod.Get, $"/checkout-sessions/{Text(checkout["id"])}")).Codes.ShouldBe(["not_found"]);
        (await stranger.OrderAsync(Text(completed.Body["order"]!["id"]))).Codes.ShouldBe(["not_found"]);
        (await stranger.CompleteAsync(Text(checkout["id"]), UcpPlatform.Card(Cards.Frictionless))).Codes.ShouldBe(["not_found"]);
    }

    [Fact]
    public async Task The_purchase_of_the_documentation_works()
    {
        var completed = JsonNode.Parse(await DocumentedPurchase.RunAsync("ucp.md", system))!;

        Text(completed["status"]).ShouldBe("completed");
        (await Ledger.OfAsync(system.Psps, Text(completed["order"]!["id"]))).Captured.ShouldBe(1349);
    }

    public void Dispose() => platform.Dispose();

    private async Task<string> TokenizeAsync(string id, string number)
    {
        var (status, body) = await platform.SendAsync(HttpMethod.Post, "/tokenize", $$"""
            { "credential": { "type": "card", "card_number_type": "fpan", "number": "{{number}}", "expiry_month": 12, "expiry_year": 2029, "cvc": "123" },
              "binding": { "checkout_id": "{{id}}" } }
            """);
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return Text(body["token"]);
    }

    private static string Text(JsonNode? node) => node.ShouldNotBeNull().GetValue<string>();
}
