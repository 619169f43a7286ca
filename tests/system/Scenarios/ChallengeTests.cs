using Checkout.Api.Checkouts.Return;
using Checkout.Api.Checkouts.Status;
using Checkout.SystemTests.Hosting;
using Dapr.Client;
using Microsoft.Extensions.DependencyInjection;

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

        using var early = await system.Merchant.GetAsync(await ReturnPathAsync(trackingNumber, attempt: 1));
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
        using var wrongAttempt = await system.Merchant.GetAsync(await ReturnPathAsync(trackingNumber, attempt: 7));
        wrongAttempt.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
    }

    [Fact]
    public async Task A_forged_return_reports_nothing()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");

        using var forged = await system.Merchant.GetAsync(
            $"/api/c2a/offer/checkout/{trackingNumber}/return/1?state=AAAAAAAAAAAAAAAAAAAAAA");

        (await forged.Content.ReadAsStringAsync(Cancelled)).ShouldContain("Confirmation still needed");
        (await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED")).ToJsonString().ShouldBe(challenged.ToJsonString());
        (await ArrivalAsync(trackingNumber)).ShouldBeNull();
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_return_may_be_repeated_in_either_way_and_charges_once(string method)
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        var back = await Shopper.AnswerAtTheBankAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");
        using var http = new HttpClient();

        var pages = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), back);
            using var response = await http.SendAsync(request, Cancelled);
            return await response.Content.ReadAsStringAsync(Cancelled);
        }));

        pages.ShouldAllBe(page => page.Contains("Payment confirmed"));
        (await Shopper.ReturnAsync(back)).ShouldContain("Payment confirmed");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_return_that_was_persisted_and_never_raised_hides_the_challenge_and_is_delivered_by_a_poll()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        await Shopper.AnswerAtTheBankAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");
        var services = system.CheckoutServices;
        var order = await services.GetRequiredService<CheckoutProgressReader>().ReadAsync(trackingNumber, Cancelled);

        // The process dies here: the event is not raised.
        (await services.GetRequiredService<ShopperArrivals>().RecordAsync(order.ShouldNotBeNull(), Cancelled)).ShouldBeTrue();

        using var poll = await system.Merchant.GetAsync($"/api/c2a/offer/checkout/{trackingNumber}/status");
        (await poll.Content.ReadAsStringAsync(Cancelled)).ShouldContain("CHECK_OUT_PROCESSING");
        poll.Headers.GetValues("Checkout-Version").ShouldBe([$"{order.Progress.Version + 1}"]);

        await services.GetRequiredService<DaprClient>().SaveStateAsync(
            "statestore",
            ShopperArrival.KeyOf(trackingNumber),
            new ShopperArrival(order.Progress.Version, DateTimeOffset.UtcNow.AddMinutes(-1)),
            cancellationToken: Cancelled);
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<string> ReturnPathAsync(string trackingNumber, int attempt)
    {
        var state = system.CheckoutServices.GetRequiredService<ReturnState>();
        var url = await state.UrlAsync("/api/c2a/offer/checkout", trackingNumber, Cancelled);
        return url.Replace("{attempt}", $"{attempt}", StringComparison.Ordinal);
    }

    private Task<ShopperArrival?> ArrivalAsync(string trackingNumber) => system.CheckoutServices.GetRequiredService<DaprClient>()
        .GetStateAsync<ShopperArrival?>("statestore", ShopperArrival.KeyOf(trackingNumber), cancellationToken: Cancelled);
}
