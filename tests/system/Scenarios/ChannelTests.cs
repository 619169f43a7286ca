using Checkout.SystemTests.Hosting;

namespace Checkout.SystemTests.Scenarios;

/// <summary>
/// Orders paid without a card: approved on a page elsewhere, or debited from an account; and cards that need a second look.
/// </summary>
public sealed class ChannelTests(LocalSystem system)
{
    private static readonly LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);
    private static readonly LedgerTotals ChargedOnce = new(Charges: 1, Captured: 1499, Refunded: 0, Held: 0);
    private static readonly LedgerTotals GivenBack = new(Charges: 1, Captured: 1499, Refunded: 1499, Held: 0);

    [Theory]
    [InlineData("Klarna", "stripe")]
    [InlineData("Klarna", "adyen")]
    [InlineData("Bank", "stripe")]
    [InlineData("Bank", "adyen")]
    public async Task An_approved_payment_ends_done_and_charged_once(string channel, string psp)
    {
        var trackingNumber = await SubmitAsync(channel, psp);

        await Shopper.ReturnAsync(await DecideAsync(trackingNumber, "approve"));

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Theory]
    [InlineData("Klarna", "stripe", "SHOPPER_CANCELLED")]
    [InlineData("Klarna", "adyen", "SHOPPER_CANCELLED")]
    [InlineData("Bank", "stripe", "AUTHENTICATION_FAILED")]
    [InlineData("Bank", "adyen", "SHOPPER_CANCELLED")]
    public async Task A_payment_that_the_shopper_does_not_approve_ends_failed_with_its_reason_and_uncharged(
        string channel, string psp, string reason)
    {
        var trackingNumber = await SubmitAsync(channel, psp);

        await Shopper.ReturnAsync(await DecideAsync(trackingNumber, "reject"));

        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith(reason);
        (await LedgerAsync(trackingNumber)).ShouldBe(Nothing);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("adyen")]
    public async Task A_bank_transfer_is_taken_before_the_delivery_and_refunded_when_that_fails(string psp)
    {
        var trackingNumber = await SubmitAsync("Bank", psp);
        var back = await DecideAsync(trackingNumber, "approve");
        await Reservations.LoseAsync(system, trackingNumber);
        await Shopper.ReturnAsync(back);

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");

        await Eventually.HoldsAsync(async () => await LedgerAsync(trackingNumber) == GivenBack);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("adyen")]
    public async Task A_direct_debit_ends_done_when_the_bank_has_paid(string psp)
    {
        var trackingNumber = await SubmitAsync("SEPA", psp, "AT611904300234573201");
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("adyen")]
    public async Task A_direct_debit_that_the_bank_sends_back_ends_failed_and_uncharged(string psp)
    {
        var trackingNumber = await SubmitAsync("SEPA", psp, "AT861904300235473202");
        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith("DO_NOT_HONOR");
        (await LedgerAsync(trackingNumber)).ShouldBe(Nothing);
    }

    [Theory]
    [InlineData("Klarna", "stripe")]
    [InlineData("Klarna", "adyen")]
    [InlineData("Bank", "stripe")]
    [InlineData("Bank", "adyen")]
    public async Task A_shopper_who_approves_and_never_comes_back_has_paid_once_and_gets_the_goods(string channel, string psp)
    {
        var trackingNumber = await SubmitAsync(channel, psp);
        await DecideAsync(trackingNumber, "approve");
        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("adyen")]
    public async Task A_soft_decline_is_paid_after_a_challenge_in_a_second_attempt(string provider)
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.WantsAuthentication, provider: provider));

        await Shopper.ReturnAsync(await DecideAsync(trackingNumber, "approve"));

        await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_DONE");
        (await LedgerAsync(trackingNumber)).ShouldBe(ChargedOnce);
    }

    [Theory]
    [InlineData("stripe")]
    [InlineData("adyen")]
    public async Task Another_amount_than_the_orders_is_never_taken_and_let_go(string provider)
    {
        var trackingNumber = await system.Merchant.SubmitAsync(Merchant.Order(Cards.HoldsLess, provider: provider));
        var failed = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_FAILED");
        failed["message"]!.GetValue<string>().ShouldStartWith("AMOUNT_MISMATCH");
        await Eventually.HoldsAsync(async () => await LedgerAsync(trackingNumber) == Nothing);
    }

    private Task<string> SubmitAsync(string channel, string psp, string? iban = null)
    {
        var payer = new { name = "Jane Doe", email = "jane@shop.example", countryCode = "AT", iban };
        return system.Merchant.SubmitAsync(Merchant.OrderBy(channel, payer, provider: psp));
    }

    private Task<LedgerTotals> LedgerAsync(string trackingNumber) => Ledger.OfAsync(system.Psps, trackingNumber);

    private async Task<Uri> DecideAsync(string trackingNumber, string outcome)
    {
        var waiting = await system.Merchant.UntilAsync(trackingNumber, "CHECK_OUT_3DS_REQUIRED");
        return await Shopper.AnswerAtTheBankAsync(waiting["redirectInstructions"]!["redirectUrl"]!.GetValue<string>(), outcome);
    }
}
