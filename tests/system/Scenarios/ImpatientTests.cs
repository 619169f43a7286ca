using System.Net;
using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>A system with short deadlines, for what happens when somebody does not answer.</summary>
public sealed class ImpatientSystem() : IAsyncLifetime
{
    internal LocalSystem System { get; } = new("--Checkout:ChallengeDeadline=00:00:02", "--Payments:PspTimeout=00:00:01");

    public ValueTask InitializeAsync() => System.InitializeAsync();

    public ValueTask DisposeAsync() => System.DisposeAsync();
}

public sealed class ImpatientTests(ImpatientSystem impatient) : IClassFixture<ImpatientSystem>
{
    [Theory]
    [InlineData("stripe")]
    [InlineData("adyen")]
    public async Task An_abandoned_challenge_ends_failed_and_nothing_stays_held(string provider)
    {
        var system = impatient.System;
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge, provider: provider));

        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");

        failed["message"]!.GetValue<string>().ShouldStartWith("AUTHENTICATION_ABANDONED");
        await Eventually.HoldsAsync(async () =>
            await Ledger.OfAsync(system.Psps, trackingNumber) == new LedgerTotals(Charges: 0, Captured: 0, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_return_after_the_deadline_changes_nothing()
    {
        var system = impatient.System;
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Challenge, provider: "adyen"));
        var challenged = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        var wayBack = await Shopper.AnswerAtTheBankAsync(challenged["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), "approve");
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");

        (await Shopper.ReturnAsync(wayBack)).ShouldContain("Payment not completed");

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        await Eventually.HoldsAsync(async () =>
            await Ledger.OfAsync(system.Psps, trackingNumber) == new LedgerTotals(Charges: 0, Captured: 0, Refunded: 0, Held: 0));
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("adyen")]
    public async Task A_psp_that_does_not_answer_is_asked_again_and_charges_once(string provider)
    {
        var system = impatient.System;
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.TimesOutAfterProcessing, provider: provider));

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");

        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(new LedgerTotals(Charges: 1, Captured: 1499, Refunded: 0, Held: 0));
    }

    [Fact]
    public async Task A_card_cannot_be_stored_while_the_psp_does_not_answer()
    {
        var card = $$"""
            {"customerUrn":"cu.impatient","paymentMethod":{"paymentChannel":"CreditCard","creditCard":{"cardHolderName":"Jane Doe",
              "cardNumber":"{{Cards.TimesOutAfterProcessing}}","expireMonth":"12","expireYear":"2030","cvc":"737" } } }
            """;
        using var response = await impatient.System.Merchant.PostAsync("/api/c2a/customer/payment/methods/add", card);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("PSP_UNAVAILABLE");
    }
}
