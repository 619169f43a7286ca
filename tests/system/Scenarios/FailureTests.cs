using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

public sealed class FailureTests(LocalSystem system)
{
    private static readonly LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);

    [Fact]
    public async Task A_declined_card_ends_failed_with_its_reason_and_uncharged()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.Declined));

        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");

        failed["message"]!.GetValue<string>().ShouldStartWith("CARD_DECLINED");
        failed["followUpInstructions"]!.ToJsonString().ShouldBe("""{"canFollowUp":false}""");
        (await Ledger.OfAsync(system.Psps, trackingNumber)).ShouldBe(Nothing);
    }

    [Fact]
    public async Task A_payment_that_cannot_be_captured_is_reversed()
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.FailsAtCapture));

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");

        await Eventually.HoldsAsync(async () => await Ledger.OfAsync(system.Psps, trackingNumber) == Nothing);
    }
}
