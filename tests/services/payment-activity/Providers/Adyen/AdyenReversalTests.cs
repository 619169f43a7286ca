using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

public sealed class AdyenReversalTests(SimulatedAdyen adyen) : IClassFixture<SimulatedAdyen>
{
    private const long Amount = 1499;
    private const string Challenged = "4000000000003220";
    private const string FailsAtCapture = "4000000000000341";

    private static readonly SimulatedAdyen.LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);

    private readonly OrderAtAdyen order = new(adyen);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_capture_that_fails_later_is_declined_and_the_amount_can_be_given_back()
    {
        var authorized = await order.AuthorizeAsync(FailsAtCapture);

        var failed = await order.CapturedAsync(authorized);
        failed.Status.ShouldBe(PaymentStatus.Declined);
        failed.Result.ReasonCode.ShouldBe("CAPTURE_FAILED");
        failed.NumberSpent.ShouldBeTrue();

        (await order.ReversedAsync(order.Reference(authorized))).Kind.ShouldBe("voided");
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_authorisation_is_voided_by_either_reference_and_stays_so(bool byOurs)
    {
        var authorized = await order.AuthorizeAsync();
        var reference = byOurs ? new ProviderReference(order.TrackingNumber, 1, null) : order.Reference(authorized);

        (await order.ReversedAsync(reference)).Kind.ShouldBe("voided");

        (await adyen.Provider().ReverseAsync(reference, 1, Cancel)).Confirmed.ShouldBeTrue();
        (await order.InquireAsync(authorized)).Status.ShouldBe(PaymentStatus.Reversed);
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    [Fact]
    public async Task A_capture_is_refunded_once_however_often_it_is_asked_for()
    {
        var authorized = await order.AuthorizeAsync();
        await order.CapturedAsync(authorized);

        (await order.ReversedAsync(order.Reference(authorized)))
            .ShouldBe(new ProviderReversal(Confirmed: true, "refunded", authorized.Result.PspReference));
        (await adyen.Provider().ReverseAsync(order.Reference(authorized), 2, Cancel)).Confirmed.ShouldBeTrue();
        (await order.TotalsAsync()).ShouldBe(new(Charges: 1, Amount, Refunded: Amount, Held: 0));
    }

    [Fact]
    public async Task A_reversal_whose_capture_is_not_yet_told_gives_back_what_was_taken()
    {
        var deaf = adyen.Provider(isDeaf: true);
        var authorized = await deaf.AuthorizeAsync(order.Request(TestCards.Visa), Cancel);
        await deaf.CaptureAsync(order.Reference(authorized), new Money(Amount, "EUR"), 1, Cancel);

        (await deaf.ReverseAsync(order.Reference(authorized), 1, Cancel)).Confirmed.ShouldBeFalse();

        (await order.TotalsAsync()).ShouldBe(new(Charges: 1, Amount, Refunded: Amount, Held: 0));
        adyen.HasSeen($"{authorized.Result.PspReference}:reversal:1").ShouldBeTrue();
    }

    [Fact]
    public async Task A_payment_of_which_no_answer_came_is_cancelled_by_our_own_reference()
    {
        await order.LoseAnswerAsync(adyen.Provider(isDeaf: true));
        var deaf = adyen.Provider(isDeaf: true);

        (await deaf.ReverseAsync(new ProviderReference(order.TrackingNumber, 1, null), 1, Cancel)).Confirmed.ShouldBeFalse();

        adyen.HasSeen($"{order.TrackingNumber}:cancel:1").ShouldBeTrue();
        (await order.TotalsAsync()).ShouldBe(Nothing);
        (await order.ReversedAsync(new ProviderReference(order.TrackingNumber, 1, null))).Confirmed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancel_that_found_nothing_is_not_confirmed_and_is_tried_under_the_next_number()
    {
        var reference = new ProviderReference(order.TrackingNumber, 1, null);
        var refused = await SimulatedAdyen.UntilAsync(
            () => adyen.Provider().ReverseAsync(reference, 1, Cancel), reversal => reversal.NumberSpent);
        refused.Confirmed.ShouldBeFalse();
    }

    [Fact]
    public async Task An_open_challenge_is_cancelled()
    {
        var required = await order.AuthorizeAsync(Challenged);
        (await order.ReversedAsync(order.Reference(required)))
            .ShouldBe(new ProviderReversal(Confirmed: true, "cancelled", required.Result.PspReference));
    }
}
