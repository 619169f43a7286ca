using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Adyen;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

/// <summary>Orders whose second attempt goes to Adyen too, under the same reference of ours.</summary>
public sealed class AdyenAttemptsTests(SimulatedAdyen adyen) : IClassFixture<SimulatedAdyen>
{
    private const string WantsAuthentication = "4000002760003184";

    private static readonly SimulatedAdyen.LedgerTotals Nothing = new(Charges: 0, Captured: 0, Refunded: 0, Held: 0);

    private readonly OrderAtAdyen order = new(adyen);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ProviderReference Second => new(order.TrackingNumber, 2, null);

    [Fact]
    public async Task A_card_refused_for_want_of_authentication_is_challenged_in_the_second_attempt()
    {
        var refused = await order.AuthorizeAsync(WantsAuthentication);
        (refused.Result.ReasonCode, refused.Code).ShouldBe(("AUTHENTICATION_REQUIRED", "38"));

        var required = await SendSecondAsync(adyen.Provider(), WantsAuthentication, authenticate: true);
        required.Status.ShouldBe(PaymentStatus.ActionRequired);
        var url = required.Result.Action.ShouldNotBeNull().RedirectUrl.ShouldNotBeNull();
        var redirectResult = await SimulatedAdyen.AnswerChallengeAsync(url, "approve");
        var confirmed = await adyen.Provider().ConfirmAsync(
            Second with { PspReference = required.Result.PspReference, Returned = new PaymentReturn(redirectResult) }, Cancel);

        confirmed.Status.ShouldBe(PaymentStatus.Authorized);
        (await order.InquireAsync(1, refused.Result.PspReference)).Status.ShouldBe(PaymentStatus.Declined);
        (await order.InquireAsync(2)).Result.ShouldBe(confirmed.Result);
    }

    [Fact]
    public async Task The_second_attempt_is_given_back_and_the_refused_first_one_does_not_hide_it()
    {
        await order.AuthorizeAsync(WantsAuthentication);
        await SendSecondAsync(adyen.Provider(), TestCards.Visa);

        (await order.ReversedAsync(Second)).Kind.ShouldBe("voided");

        (await order.TotalsAsync()).ShouldBe(Nothing);
        (await order.InquireAsync(2)).Status.ShouldBe(PaymentStatus.Reversed);
    }

    [Fact]
    public async Task A_second_attempt_of_which_no_answer_came_is_cancelled_by_our_own_reference()
    {
        var deaf = adyen.Provider(isDeaf: true);
        await order.AuthorizeAsync(WantsAuthentication);
        await SendSecondAsync(deaf, TestCards.Visa);

        // A book that knows of the first attempt only.
        var first = adyen.Provider(isDeaf: true);
        await first.AuthorizeAsync(order.Request(WantsAuthentication), Cancel);
        (await first.ReverseAsync(Second, 1, Cancel)).Confirmed.ShouldBeFalse();

        adyen.HasSeen($"{order.TrackingNumber}:cancel:1").ShouldBeTrue();
        (await order.TotalsAsync()).ShouldBe(Nothing);
        (await order.ReversedAsync(Second)).Confirmed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_payment_known_from_a_notification_alone_belongs_to_the_attempt_that_asks_and_to_no_later_one()
    {
        await order.LoseAnswerAsync(adyen.Provider(isDeaf: true));
        var found = await SimulatedAdyen.UntilAsync(() => order.InquireAsync(1), answer => answer.Status is not PaymentStatus.Unknown);
        found.Status.ShouldBe(PaymentStatus.Authorized);
        (await order.InquireAsync(2)).Status.ShouldBe(PaymentStatus.Unknown);
    }

    [Fact]
    public void An_order_cancelled_by_our_reference_names_the_payment_of_its_last_attempt()
    {
        var told = AdyenOrder.Empty
            .Learn(new AdyenPaymentFacts("FIRST", 1, "Refused"))
            .Learn(new AdyenPaymentFacts("SECOND"))
            .Learn(new AdyenModification("T1", AdyenModificationKind.Cancel, "SECOND", Success: true));

        var second = told.Find(Second).ShouldNotBeNull();
        second.PspReference.ShouldBe("SECOND");
        AdyenAnswers.From(second, told).Status.ShouldBe(PaymentStatus.Reversed);
        AdyenAnswers.From(told.Find(Second with { Attempt = 1 }).ShouldNotBeNull(), told).Status.ShouldBe(PaymentStatus.Declined);
    }

    [Fact]
    public async Task Less_than_was_asked_for_can_be_given_back()
    {
        var partial = await order.AuthorizeAsync("4000000000001109");
        (await order.ReversedAsync(order.Reference(partial))).Kind.ShouldBe("voided");
        (await order.TotalsAsync()).ShouldBe(Nothing);
    }

    private Task<ProviderAnswer> SendSecondAsync(AdyenProvider provider, string number, bool authenticate = false) =>
        provider.AuthorizeAsync(order.Request(number) with { Attempt = 2, Authenticate = authenticate }, Cancel);
}
