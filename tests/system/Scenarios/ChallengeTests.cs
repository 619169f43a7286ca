using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

public sealed class ChallengeTests(LocalSystem system)
{
    [Fact]
    public async Task An_approved_challenge_ends_done_and_charged_once()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");

        var redirect = challenged["redirectInstructions"]!;
        redirect["isRedirectRequired"]!.GetValue<bool>().ShouldBeTrue();
        redirect["hasNextSteps"]!.GetValue<bool>().ShouldBeTrue();
        redirect["showHtmlContent"]!.GetValue<bool>().ShouldBeFalse();
        redirect["threeDIdentifier"]!.GetValue<string>().ShouldNotBeEmpty();
        challenged["followUpInstructions"]!["retryAfterSeconds"]!.GetValue<int>().ShouldBe(3);
        var page = await Shopper.AnswerAsync(redirect["redirectUrl"]!.GetValue<string>(), "approve");

        page.ShouldContain("Payment confirmed");
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_rejected_challenge_ends_failed_and_uncharged()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");

        var page = await Shopper.AnswerAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "reject");

        page.ShouldContain("Payment not completed");
        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith("AUTHENTICATION_FAILED");
        failed["redirectInstructions"].ShouldBeNull();
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 0, Captured: 0, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_poll_after_the_return_never_shows_the_finished_challenge()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        await Shopper.AnswerAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");

        using var status = await system.Merchant.GetAsync($"/api/c2a/offer/checkout/{trackingNumber}/status");

        (await status.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("CHECK_OUT_3DS_REQUIRED");
    }

    [Fact]
    public async Task A_return_without_an_answer_keeps_the_challenge_open()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");

        using var early = await system.Merchant.GetAsync($"/api/c2a/offer/checkout/{trackingNumber}/return/1");
        (await early.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Confirmation still needed");

        await Shopper.AnswerAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
    }

    [Fact]
    public async Task An_unknown_order_or_attempt_gets_a_page_and_changes_nothing()
    {
        using var unknown = await system.Merchant.GetAsync("/api/c2a/offer/checkout/trk_01HZ9XPZ3K2A8E0VBVQH7N9XGB/return/1");
        unknown.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Order not found");

        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        using var wrongAttempt = await system.Merchant.GetAsync($"/api/c2a/offer/checkout/{trackingNumber}/return/7");
        wrongAttempt.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
    }
}
