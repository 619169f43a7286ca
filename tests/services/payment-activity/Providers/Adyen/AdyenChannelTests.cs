using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

/// <summary>Klarna, bank transfers and direct debits at Adyen.</summary>
public sealed class AdyenChannelTests(SimulatedAdyen adyen) : IClassFixture<SimulatedAdyen>
{
    private const string GoodIban = "AT611904300234573201";
    private const string BadIban = "AT861904300235473202";

    private static readonly SimulatedAdyen.LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);
    private static readonly SimulatedAdyen.LedgerTotals Held = new(Charges: 0, Captured: 0, Refunded: 0, Held: 1499);
    private static readonly SimulatedAdyen.LedgerTotals ChargedOnce = new(Charges: 1, Captured: 1499, Refunded: 0, Held: 0);
    private static readonly SimulatedAdyen.LedgerTotals GivenBack = new(Charges: 1, Captured: 1499, Refunded: 1499, Held: 0);

    private readonly OrderAtAdyen order = new(adyen);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PaymentChannel.CreditCard, "JPY", true)]
    [InlineData(PaymentChannel.Klarna, "SEK", true)]
    [InlineData(PaymentChannel.Klarna, "JPY", false)]
    [InlineData(PaymentChannel.SEPA, "EUR", true)]
    [InlineData(PaymentChannel.SEPA, "USD", false)]
    [InlineData(PaymentChannel.Bank, "EUR", true)]
    [InlineData(PaymentChannel.PayPal, "EUR", false)]
    public void It_takes_what_adyen_takes(PaymentChannel channel, string currency, bool expected) =>
        adyen.Provider().Takes(channel, currency).ShouldBe(expected);

    [Fact]
    public async Task Klarna_is_held_once_the_shopper_has_approved_and_captured_then()
    {
        var required = await PayAsync(PaymentChannel.Klarna);
        required.Status.ShouldBe(PaymentStatus.ActionRequired);
        var redirectResult = await DecideAsync(required, "approve");
        (await order.ConfirmAsync(required, redirectResult)).Status.ShouldBe(PaymentStatus.Authorized);
        (await order.TotalsAsync()).ShouldBe(Held);
        (await order.CapturedAsync(required)).Status.ShouldBe(PaymentStatus.Captured);
        (await order.TotalsAsync()).ShouldBe(ChargedOnce);
    }

    [Fact]
    public async Task A_bank_transfer_is_taken_with_the_approval_and_nothing_is_captured()
    {
        var required = await PayAsync(PaymentChannel.Bank);
        var redirectResult = await DecideAsync(required, "approve");
        (await order.ConfirmAsync(required, redirectResult)).Status.ShouldBe(PaymentStatus.Captured);
        (await order.CapturedAsync(required)).Status.ShouldBe(PaymentStatus.Captured);
        adyen.HasSeen($"{order.TrackingNumber}:capture:1").ShouldBeFalse();
        (await order.TotalsAsync()).ShouldBe(ChargedOnce);
        (await order.ReversedAsync(order.Reference(required))).Kind.ShouldBe(ReversalKinds.Refunded);
        (await order.TotalsAsync()).ShouldBe(GivenBack);
    }

    [Theory]
    [InlineData(PaymentChannel.Klarna, PaymentStatus.Authorized)]
    [InlineData(PaymentChannel.Bank, PaymentStatus.Captured)]
    public async Task A_shopper_who_never_comes_back_has_paid_all_the_same(PaymentChannel channel, PaymentStatus expected)
    {
        var required = await PayAsync(channel);
        await DecideAsync(required, "approve");
        var told = await SimulatedAdyen.UntilAsync(
            () => order.InquireAsync(required), answer => answer.Status is not PaymentStatus.ActionRequired);
        told.Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData(PaymentChannel.Klarna)]
    [InlineData(PaymentChannel.Bank)]
    public async Task A_shopper_who_stops_is_a_decline_whoever_tells_of_it_first(PaymentChannel channel)
    {
        var required = await PayAsync(channel);
        var redirectResult = await DecideAsync(required, "reject");
        (await order.ConfirmAsync(required, redirectResult)).Result.ReasonCode.ShouldBe(ReasonCodes.ShopperCancelled);
        (await order.TotalsAsync()).ShouldBe(Nothing);

        var other = new OrderAtAdyen(adyen);
        var again = await PayAsync(channel, of: other);
        await DecideAsync(again, "reject");
        var told = await SimulatedAdyen.UntilAsync(
            () => other.InquireAsync(again), answer => answer.Status is not PaymentStatus.ActionRequired);
        told.Result.ReasonCode.ShouldBe(ReasonCodes.ShopperCancelled);
    }

    [Theory]
    [InlineData(GoodIban, PaymentStatus.Captured, null)]
    [InlineData(BadIban, PaymentStatus.Declined, ReasonCodes.DoNotHonor)]
    public async Task A_debit_is_pending_until_its_bank_has_decided(string iban, PaymentStatus expected, string? reasonCode)
    {
        var pending = await PayAsync(PaymentChannel.SEPA, iban);
        pending.Status.ShouldBe(PaymentStatus.Pending);
        var told = await SimulatedAdyen.UntilAsync(
            () => order.InquireAsync(pending), answer => answer.Status is not PaymentStatus.Pending);
        (told.Status, told.Result.ReasonCode).ShouldBe((expected, reasonCode));
        (await order.TotalsAsync()).ShouldBe(expected is PaymentStatus.Captured ? ChargedOnce : Nothing);
    }

    private Task<ProviderAnswer> PayAsync(PaymentChannel channel, string iban = "", OrderAtAdyen? of = null)
    {
        var payer = new PayerData("Jane van Doe", "jane@shop.example", "AT", new Sensitive(iban));
        var request = (of ?? order).Request(number: null) with { Channel = channel, Payer = payer };
        return adyen.Provider().AuthorizeAsync(request, Cancel);
    }

    private static Task<string> DecideAsync(ProviderAnswer required, string outcome) => SimulatedAdyen.AnswerChallengeAsync(
        required.Result.Action.ShouldNotBeNull().RedirectUrl.ShouldNotBeNull(), outcome);
}
