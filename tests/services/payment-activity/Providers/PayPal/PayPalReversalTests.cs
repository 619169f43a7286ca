using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Providers.PayPal;

public sealed class PayPalReversalTests(SimulatedPayPal paypal) : IClassFixture<SimulatedPayPal>
{
    private static readonly SimulatedPayPal.LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);
    private static readonly SimulatedPayPal.LedgerTotals GivenBack = new(Charges: 1, Captured: 1499, Refunded: 1499, Held: 0);

    private readonly OrderAtPayPal order = new(paypal);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_held_is_voided_and_stays_so()
    {
        var authorized = await order.AuthorizedAsync();
        var voided = new ProviderReversal(Confirmed: true, ReversalKinds.Voided, authorized.Result.PspReference);
        (await order.ReverseAsync(authorized)).ShouldBe(voided);
        (await order.ReverseAsync(authorized)).ShouldBe(voided);
        (await order.InquireAsync(authorized)).Status.ShouldBe(PaymentStatus.Reversed);
        (await order.CaptureAsync(authorized)).Status.ShouldBe(PaymentStatus.Reversed);
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task A_void_whose_answer_is_lost_is_confirmed_by_the_authorisation()
    {
        var authorized = await order.AuthorizedAsync();
        order.Setting.Wire.Loses = "/void";
        (await order.ReverseAsync(authorized)).Confirmed.ShouldBeTrue();
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task What_is_taken_is_refunded_once()
    {
        var authorized = await order.AuthorizedAsync();
        await order.CaptureAsync(authorized);
        order.Setting.Wire.Loses = "/refund";
        (await order.ReverseAsync(authorized)).Confirmed.ShouldBeFalse();
        order.Setting.Wire.Loses = null;
        (await order.ReverseAsync(authorized)).ShouldBe(
            new ProviderReversal(Confirmed: true, ReversalKinds.Refunded, authorized.Result.PspReference));
        (await order.InquireAsync(authorized)).Status.ShouldBe(PaymentStatus.Reversed);
        (await order.TotalsAsync()).ShouldBe(GivenBack);
    }

    [Fact]
    public async Task A_pending_capture_is_given_back_once_it_has_ended()
    {
        var authorized = await order.AuthorizedAsync("echeck@example.com");
        await order.CaptureAsync(authorized);
        (await order.ReverseAsync(authorized)).Confirmed.ShouldBeFalse();
        await OrderAtPayPal.UntilAsync(() => order.ReverseAsync(authorized), reversal => reversal.Confirmed);
        (await order.TotalsAsync()).ShouldBe(GivenBack);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_that_was_never_authorised_holds_nothing_and_no_later_approval_changes_that(bool isApproved)
    {
        var created = isApproved ? await order.ApprovedAsync() : await order.CreateAsync();
        (await order.ReverseAsync(created)).ShouldBe(
            new ProviderReversal(Confirmed: true, ReversalKinds.Nothing, created.Result.PspReference));

        await OrderAtPayPal.DecideAsync(created, "approve");
        var late = await order.InquireAsync(created);
        (late.Status, late.Result.ReasonCode).ShouldBe((PaymentStatus.Declined, ReasonCodes.Reversed));
        (await order.ConfirmAsync(created)).Status.ShouldBe(PaymentStatus.Declined);
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task An_order_that_nobody_has_seen_holds_nothing()
    {
        order.Setting.Wire.Loses = "/v2/checkout/orders";
        var lost = await order.CreateAsync();
        (await order.ReverseAsync(lost)).ShouldBe(new ProviderReversal(Confirmed: true, ReversalKinds.Nothing));
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task An_authorisation_that_may_be_under_way_keeps_the_reversal_open_until_it_shows_or_never_will()
    {
        var approved = await order.ApprovedAsync();
        await order.Setting.Approvals.IntendAsync(order.TrackingNumber, Cancel);
        (await order.ReverseAsync(approved)).Confirmed.ShouldBeFalse();
        (await order.InquireAsync(approved)).Status.ShouldBe(PaymentStatus.Unknown);

        order.Setting.Settle();

        (await order.ReverseAsync(approved)).ShouldBe(
            new ProviderReversal(Confirmed: true, ReversalKinds.Nothing, approved.Result.PspReference));
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task An_authorisation_whose_answer_was_lost_is_voided()
    {
        var approved = await order.ApprovedAsync();
        order.Setting.Wire.Loses = "/authorize";
        await order.ConfirmAsync(approved);
        (await order.ReverseAsync(approved)).ShouldBe(
            new ProviderReversal(Confirmed: true, ReversalKinds.Voided, approved.Result.PspReference));
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task Reversals_and_inquiries_at_the_same_time_leave_nothing_held()
    {
        for (var round = 0; round < 10; round++)
        {
            var one = new OrderAtPayPal(paypal);
            var approved = await one.ApprovedAsync();
            await Task.WhenAll(one.InquireAsync(approved), one.ReverseAsync(approved), one.InquireAsync(approved));
            one.Setting.Settle();
            (await one.ReverseAsync(approved)).Confirmed.ShouldBeTrue();
            await one.InquireAsync(approved);
            (await one.TotalsAsync()).ShouldBe(Nothing);
        }
    }
}
