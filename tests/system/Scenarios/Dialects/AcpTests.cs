using System.Net;
using System.Text.Json.Nodes;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>Agents buy by the Agentic Commerce Protocol, in both versions, over the whole system.</summary>
public sealed class AcpTests(LocalSystem system)
{
    internal const string Address =
        """{"name":"John Doe","line_one":"1234 Chat Road","city":"San Francisco","state":"CA","country":"US","postal_code":"94131"}""";

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task An_agent_buys_with_a_delegated_card(string version)
    {
        var agent = new AcpAgent(system.Api, version);
        var created = await agent.CreatedAsync();
        created.Word("status").ShouldBe("ready_for_payment");
        created.Word("currency").ShouldBe("eur");
        created.Total("total").ShouldBe(1499);
        (created.Total("subtotal") + created.Total("tax") + created.Total("fulfillment")).ShouldBe(1499);

        var paid = await agent.CompleteAsync(created.Id, await agent.TokenAsync(created.Id, Cards.Frictionless));

        paid.Status.ShouldBe(HttpStatusCode.OK);
        paid.Word("status").ShouldBe("completed", paid.Text);
        paid.Body["order"]!["checkout_session_id"]!.GetValue<string>().ShouldBe(created.Id);
        (await Ledger.OfAsync(system.Psps, paid.OrderId)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
        (await agent.GetAsync(created.Id)).OrderId.ShouldBe(paid.OrderId);
    }

    [Theory]
    [InlineData(AcpSpecification.Older, "in_progress")]
    [InlineData(AcpSpecification.Newer, "authentication_required")]
    public async Task A_shopper_confirms_at_the_bank(string version, string waiting)
    {
        var agent = new AcpAgent(system.Api, version);
        var id = (await agent.CreatedAsync()).Id;

        var challenged = await agent.CompleteAsync(id, await agent.TokenAsync(id, Cards.Challenge));
        challenged.Word("status").ShouldBe(waiting);
        challenged.Tells("requires_3ds").ShouldBeTrue(challenged.Text);
        await Shopper.AnswerAsync(BankOf(challenged), "approve");

        var paid = await agent.UntilAsync(id, "completed");
        (await Ledger.OfAsync(system.Psps, paid.OrderId)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task Who_does_not_confirm_is_declined_and_pays_with_another_card(string version)
    {
        var agent = new AcpAgent(system.Api, version);
        var id = (await agent.CreatedAsync()).Id;
        var challenged = await agent.CompleteAsync(id, await agent.TokenAsync(id, Cards.Challenge));
        await Shopper.AnswerAsync(BankOf(challenged), "reject");
        (await agent.UntilAsync(id, "ready_for_payment")).Tells("payment_declined").ShouldBeTrue();

        var paid = await agent.CompleteAsync(id, await agent.TokenAsync(id, Cards.Frictionless));

        paid.Word("status").ShouldBe("completed", paid.Text);
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task A_declined_card_leaves_the_session_ready_for_another_one(string version)
    {
        var agent = new AcpAgent(system.Api, version);
        var id = (await agent.CreatedAsync()).Id;

        var declined = await agent.CompleteAsync(id, await agent.TokenAsync(id, Cards.Declined));
        declined.Status.ShouldBe(HttpStatusCode.OK);
        declined.Word("status").ShouldBe("ready_for_payment");
        declined.Tells("payment_declined").ShouldBeTrue(declined.Text);
        var paid = await agent.CompleteAsync(id, await agent.TokenAsync(id, Cards.AlsoFrictionless));

        paid.Word("status").ShouldBe("completed", paid.Text);
        (await Ledger.OfAsync(system.Psps, paid.OrderId)).Charges.ShouldBe(1);
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task A_second_complete_shows_the_order_and_never_pays_twice(string version)
    {
        var agent = new AcpAgent(system.Api, version);
        var id = (await agent.CreatedAsync()).Id;
        var token = await agent.TokenAsync(id, Cards.Frictionless);
        var other = await agent.TokenAsync(id, Cards.AlsoFrictionless);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => agent.CompleteAsync(id, i % 2 == 0 ? token : other)));

        answers.Select(answer => (int)answer.Status).ShouldBeSubsetOf([200, 400, 409]);
        var paid = await agent.UntilAsync(id, "completed");
        (await agent.CompleteAsync(id, other)).OrderId.ShouldBe(paid.OrderId);
        (await Ledger.OfAsync(system.Psps, paid.OrderId)).Charges.ShouldBe(1);
    }

    [Theory]
    [InlineData(AcpSpecification.Older)]
    [InlineData(AcpSpecification.Newer)]
    public async Task A_stored_method_pays_by_its_name(string version)
    {
        var agent = new AcpAgent(system.Api, version);
        var id = (await agent.CreatedAsync()).Id;

        var paid = await agent.CompleteAsync(id, "pm.00.482.7");

        paid.Word("status").ShouldBe("completed", paid.Text);
    }

    [Fact]
    public async Task A_result_of_the_authentication_is_asked_for_and_the_banks_own_word_counts()
    {
        var agent = new AcpAgent(system.Api, AcpSpecification.Newer);
        var id = (await agent.CreatedAsync()).Id;
        var token = await agent.TokenAsync(id, Cards.Challenge);
        var challenged = await agent.CompleteAsync(id, token);
        challenged.Body["authentication_metadata"]!["redirect_url"]!.GetValue<string>().ShouldBe(BankOf(challenged));

        var silent = await agent.CompleteAsync(id, token);
        silent.Status.ShouldBe(HttpStatusCode.BadRequest);
        silent.Word("code").ShouldBe("requires_3ds");
        silent.Word("param").ShouldBe("$.authentication_result");

        var claim = agent.Payment(token);
        claim["authentication_result"] = JsonNode.Parse(
            """
            {"outcome":"authenticated","outcome_details":{"three_ds_cryptogram":"AbC=","electronic_commerce_indicator":"05",
             "transaction_id":"ds_1","version":"2.2.0"}}
            """);
        var claimed = await agent.PostAsync($"/checkout_sessions/{id}/complete", claim);
        claimed.Word("status").ShouldBe("authentication_required");

        await Shopper.AnswerAsync(BankOf(challenged), "approve");
        (await agent.PostAsync($"/checkout_sessions/{id}/complete", claim.DeepClone())).Word("status").ShouldBe("completed");
    }

    [Fact]
    public async Task What_is_carried_needs_an_address_and_costs_what_its_delivery_costs()
    {
        var agent = new AcpAgent(system.Api, AcpSpecification.Older);
        var created = await agent.CreatedAsync(agent.Wish("item_123", quantity: 2));
        created.Word("status").ShouldBe("not_ready_for_payment");
        created.Codes.ShouldBe(["missing", "missing"]);
        (await agent.CompleteAsync(created.Id, "vt_x")).Word("code").ShouldBe("missing");

        var addressed = await agent.UpdateAsync(created.Id, $$"""{"fulfillment_address":{{Address}}}""");
        addressed.Word("status").ShouldBe("ready_for_payment");
        addressed.Word("fulfillment_option_id").ShouldBe("shipping_standard");
        addressed.Total("total").ShouldBe(2000);
        var fast = await agent.UpdateAsync(created.Id, """{"fulfillment_option_id":"shipping_fast"}""");
        fast.Total("total").ShouldBe(2150);
        (fast.Total("subtotal") + fast.Total("fulfillment") + fast.Total("tax")).ShouldBe(2150);
        var unknown = await agent.UpdateAsync(created.Id, """{"fulfillment_option_id":"by_swan"}""");
        (unknown.Status, unknown.Word("param")).ShouldBe((HttpStatusCode.BadRequest, "$.fulfillment_option_id"));

        var paid = await agent.CompleteAsync(created.Id, await agent.TokenAsync(created.Id, Cards.Frictionless));
        (await Ledger.OfAsync(system.Psps, paid.OrderId)).Captured.ShouldBe(2150);
    }

    [Fact]
    public async Task Promotion_codes_lower_the_price_or_are_told_to_be_void()
    {
        var agent = new AcpAgent(system.Api, AcpSpecification.Newer);
        var wish = agent.Wish();
        wish["discounts"] = JsonNode.Parse("""{"codes":["WELCOME","NOPE","welcome"]}""");

        var created = await agent.CreatedAsync(wish);

        created.Total("total").ShouldBe(1349);
        created.Body["discounts"]!["applied"]!.AsArray().Sum(code => code!["amount"]!.GetValue<long>())
            .ShouldBe(created.Total("items_discount"));
        created.Body["discounts"]!["rejected"]!.AsArray().Select(code => code!["reason"]!.GetValue<string>())
            .ShouldBe(["discount_code_invalid", "discount_code_already_applied"]);
        created.Tells("discount_code_invalid").ShouldBeTrue(created.Text);
        created.Word("status").ShouldBe("ready_for_payment");
        (await agent.UpdateAsync(created.Id, """{"discounts":{"codes":[]}}""")).Total("total").ShouldBe(1499);
    }

    [Theory]
    [InlineData(AcpSpecification.Older, "in_progress")]
    [InlineData(AcpSpecification.Newer, "complete_in_progress")]
    public async Task A_payment_that_takes_long_is_told_to_be_under_way_and_looked_at_later(string version, string status)
    {
        var agent = new AcpAgent(system.Api, version);
        var id = (await agent.CreatedAsync()).Id;

        var waiting = await agent.CompleteAsync(id, await agent.TokenAsync(id, Cards.TimesOutAfterProcessing));
        (waiting.Status, waiting.Word("status")).ShouldBe((HttpStatusCode.OK, status));

        var paid = await agent.UntilAsync(id, "completed");
        (await Ledger.OfAsync(system.Psps, paid.OrderId)).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task Null_takes_away_what_was_there()
    {
        var older = new AcpAgent(system.Api, AcpSpecification.Older);
        var id = (await older.CreatedAsync(older.Wish("item_123"))).Id;
        (await older.UpdateAsync(id, $$"""{"fulfillment_address":{{Address}} }""")).Word("status").ShouldBe("ready_for_payment");

        var cleared = await older.UpdateAsync(id, """{"fulfillment_address":null,"fulfillment_option_id":null,"buyer":null,"items":null}""");

        cleared.Word("status").ShouldBe("not_ready_for_payment");
        cleared.Body["fulfillment_address"].ShouldBeNull();
        cleared.Body["buyer"].ShouldBeNull();
        cleared.Total("subtotal").ShouldBeGreaterThan(0);
        var newer = new AcpAgent(system.Api, AcpSpecification.Newer);
        (await newer.UpdateAsync(id, """{"discounts":{"codes":["WELCOME"]}}""")).Total("total").ShouldBe(900);
        (await newer.UpdateAsync(id, """{"discounts":null}""")).Total("total").ShouldBe(1000);
    }

    [Fact]
    public async Task Sessions_of_other_versions_and_orders_of_the_merchants_api_are_read()
    {
        var id = (await new AcpAgent(system.Api, AcpSpecification.Newer).CreatedAsync()).Id;
        (await new AcpAgent(system.Api, AcpSpecification.Older).GetAsync(id)).Word("status").ShouldBe("ready_for_payment");

        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Frictionless));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        foreach (var version in new[] { AcpSpecification.Older, AcpSpecification.Newer })
        {
            (await new AcpAgent(system.Api, version).GetAsync(trackingNumber)).OrderId.ShouldBe(trackingNumber);
        }
    }

    /// <summary>The bank's page: the older version has room for it in a message only.</summary>
    private static string BankOf(AcpAnswer challenged) => challenged.Body["continue_url"]?.GetValue<string>()
        ?? challenged.Body["messages"]!.AsArray()
            .Single(message => message!["code"]?.GetValue<string>() is "requires_3ds")!["content"]!.GetValue<string>().Split(' ')[^1];
}
