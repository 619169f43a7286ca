using System.Text.Json.Nodes;
using Checkout.Api.Checkouts;
using Checkout.Api.Sessions;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.SystemTests.Hosting;
using Checkout.Tests.Specifications;
using Microsoft.Extensions.DependencyInjection;

namespace Checkout.SystemTests.Scenarios.Dialects;

/// <summary>3-D Secure, as platforms that speak the Universal Commerce Protocol see it.</summary>
public sealed class UcpChallengeTests(LocalSystem system) : IDisposable
{
    private const string Subscription = """{ "line_items": [{ "item": { "id": "it_ab1" }, "quantity": 2 }] }""";

    private readonly UcpPlatform platform = new(system.Api, "sk_dev_acme_sample_123456789");

    [Fact]
    public async Task A_challenge_escalates_to_the_bank_and_the_checkout_is_completed_after_it()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);

        var challenged = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Challenge));

        challenged.CheckoutStatus.ShouldBe("requires_escalation");
        challenged.Codes.ShouldBe(["requires_3ds"]);
        var bank = Text(challenged.Body["continue_url"]);
        var action = challenged.Body["actions"]!["dev.ucp.payment.three_ds_challenge"]!.AsArray().ShouldHaveSingleItem()!;
        (Text(action["config"]!["url"]), Text(action["config"]!["payment_instrument_id"])).ShouldBe((bank, "instr_1"));
        (await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Challenge))).CheckoutStatus.ShouldBe("requires_escalation"); // not a second payment
        await Shopper.AnswerAsync(bank, "approve");

        var completed = await platform.UntilAsync(id, "completed");
        completed["actions"].ShouldBeNull();
        (await Ledger.OfAsync(system.Psps, Text(completed["order"]!["id"]))).ShouldBe(new LedgerTotals(Charges: 1, Captured: 2998, Refunded: 0, Held: 0));
        var again = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Challenge)); // platforms repeat it to hear what came of it
        again.CheckoutStatus.ShouldBe("completed");
        Text(again.Body["order"]!["id"]).ShouldBe(Text(completed["order"]!["id"]));
    }

    [Fact]
    public async Task A_bank_that_is_reached_by_a_form_is_reached_through_the_page()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);
        await PayAtAdyenAsync(id, Cards.ChallengeByForm);

        var escalated = await platform.UntilAsync(id, "requires_escalation");
        var question = await Shopper.SubmitAsync(await Shopper.ReturnAsync(new Uri(Text(escalated["continue_url"]))), "step");
        await Shopper.AnswerAsync(question.Page.AbsoluteUri[..^"/form".Length], "approve");

        await platform.UntilAsync(id, "completed");
    }

    [Fact]
    public async Task A_challenge_that_fails_leaves_the_checkout_ready_for_another_card()
    {
        var id = Text((await platform.CreateAsync(Subscription))["id"]);
        var challenged = await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Challenge));
        await Shopper.AnswerAsync(Text(challenged.Body["continue_url"]), "reject");

        var declined = await platform.UntilAsync(id, "ready_for_complete");
        Text(declined["messages"]![0]!["code"]).ShouldBe("payment_failed");
        (await platform.CompleteAsync(id, UcpPlatform.Card(Cards.Frictionless))).CheckoutStatus.ShouldBe("completed");
    }

    public void Dispose() => platform.Dispose();

    private async Task PayAtAdyenAsync(string id, string card)
    {
        var cancel = TestContext.Current.CancellationToken;
        var services = system.CheckoutServices;
        var standing = await services.GetRequiredService<SessionReader>().FindAsync(Merchant.Tenant, id, cancel);
        var data = new CardData("Jane Doe", new Sensitive(card), ExpiryMonth: 12, ExpiryYear: 2029, new Sensitive("123"));
        var token = await services.GetRequiredService<PaymentService>().VaultAsync(data, cancel);
        var payment = new SessionPayment(
            PaymentChannel.CreditCard,
            _ => Task.FromResult<PaymentInstrument?>(new PaymentInstrument(token, StoredMethodUrn: null, ProviderIdentifier: "adyen")),
            $"{system.Api}api/v1/c2a/offer/checkout",
            "adyen");
        (await services.GetRequiredService<SessionCompletion>().CompleteAsync(standing.ShouldNotBeNull(), payment, cancel))
            .ShouldBeOfType<CompletionOutcome.Started>();
    }

    private static string Text(JsonNode? node) => node.ShouldNotBeNull().GetValue<string>();
}
