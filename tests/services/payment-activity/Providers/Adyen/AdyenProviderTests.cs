using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers;
using Checkout.Tests.Specifications;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

public sealed class AdyenProviderTests(SimulatedAdyen adyen) : IClassFixture<SimulatedAdyen>
{
    private const long Amount = 1499;
    private const string Challenged = "4000000000003220";

    private static readonly SimulatedAdyen.LedgerTotals ChargedOnce = new(Charges: 1, Amount, Refunded: 0, Held: 0);

    private readonly OrderAtAdyen order = new(adyen);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_message_of_these_tests_is_judged_by_the_published_schemas()
    {
        Assert.SkipUnless(AdyenSpecification.IsPresent, AdyenSpecification.Absent);
        await order.CapturedAsync(await order.AuthorizeAsync());
        string[] expected = ["PaymentRequest", "PaymentResponse", "PaymentCaptureRequest", "PaymentCaptureResponse"];
        expected.ShouldAllBe(schema => adyen.Judged.Contains(schema));
    }

    [Fact]
    public async Task A_good_card_is_authorised_and_its_capture_is_pending_until_adyen_tells()
    {
        var authorized = await order.AuthorizeAsync();
        authorized.Status.ShouldBe(PaymentStatus.Authorized);
        (await order.TotalsAsync()).Held.ShouldBe(Amount);

        var deaf = adyen.Provider(isDeaf: true);
        await deaf.AuthorizeAsync(order.Request(TestCards.Visa), Cancel);
        (await deaf.CaptureAsync(order.Reference(authorized), new Money(Amount, "EUR"), 1, Cancel)).Status.ShouldBe(PaymentStatus.Pending);
        (await deaf.CaptureAsync(order.Reference(authorized), new Money(Amount, "EUR"), 1, Cancel)).Status.ShouldBe(PaymentStatus.Pending);
        (await deaf.InquireAsync(order.Reference(authorized), Cancel)).Status.ShouldBe(PaymentStatus.Pending);

        (await order.CapturedAsync(authorized)).Status.ShouldBe(PaymentStatus.Captured);
        (await order.InquireAsync(authorized)).Status.ShouldBe(PaymentStatus.Captured);
        (await order.TotalsAsync()).ShouldBe(ChargedOnce);
        adyen.HasSeen($"{order.TrackingNumber}:authorize:1").ShouldBeTrue();
        adyen.HasSeen($"{order.TrackingNumber}:capture:1").ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_attempt_sent_twice_is_one_authorisation()
    {
        var first = await order.AuthorizeAsync();
        (await order.AuthorizeAsync()).Result.ShouldBe(first.Result);
        (await order.TotalsAsync()).Held.ShouldBe(Amount);
    }

    [Theory]
    [InlineData("4000000000000002", "CARD_DECLINED")]
    [InlineData("4000000000009995", "INSUFFICIENT_FUNDS")]
    [InlineData("4000000000000069", "EXPIRED_CARD")]
    [InlineData("4000000000000127", "INCORRECT_CVC")]
    public async Task A_declined_card_is_a_value_with_its_reason(string number, string reasonCode)
    {
        var declined = await order.AuthorizeAsync(number);
        declined.Status.ShouldBe(PaymentStatus.Declined);
        declined.Result.ReasonCode.ShouldBe(reasonCode);
        (await order.InquireAsync(declined)).Result.ReasonCode.ShouldBe(reasonCode);
        (await order.ReverseAsync(declined)).ShouldBe(new ProviderReversal(Confirmed: true, "nothing"));
    }

    [Theory]
    [InlineData("approve", PaymentStatus.Authorized, null)]
    [InlineData("reject", PaymentStatus.Declined, "AUTHENTICATION_FAILED")]
    public async Task A_challenge_ends_with_what_the_browser_brought_back(string outcome, PaymentStatus expected, string? reasonCode)
    {
        var required = await order.AuthorizeAsync(Challenged);
        required.Status.ShouldBe(PaymentStatus.ActionRequired);
        var action = required.Result.Action.ShouldNotBeNull();
        (await order.InquireAsync(required)).Result.Action.ShouldBe(action);

        var redirectResult = await SimulatedAdyen.AnswerChallengeAsync(action.RedirectUrl.ShouldNotBeNull(), outcome);
        (await order.InquireAsync(required)).Status.ShouldBe(PaymentStatus.ActionRequired);
        (await order.ConfirmAsync(required, "Xforged")).Status.ShouldBe(PaymentStatus.ActionRequired);
        var confirmed = await order.ConfirmAsync(required, redirectResult);

        confirmed.Status.ShouldBe(expected);
        confirmed.Result.ReasonCode.ShouldBe(reasonCode);
        (await order.ConfirmAsync(required, redirectResult)).Result.ShouldBe(confirmed.Result);
    }

    [Fact]
    public async Task A_soft_decline_is_paid_after_a_step_up()
    {
        const string WantsAuthentication = "4000002760003184";
        (await order.AuthorizeAsync(WantsAuthentication)).Result.ReasonCode.ShouldBe("AUTHENTICATION_REQUIRED");

        var required = await adyen.Provider().AuthorizeAsync(
            order.Request(WantsAuthentication) with { Attempt = 2, Authenticate = true }, Cancel);
        var redirectResult = await SimulatedAdyen.AnswerChallengeAsync(required.Result.Action!.RedirectUrl.ShouldNotBeNull(), "approve");

        (await order.ConfirmAsync(required, redirectResult)).Status.ShouldBe(PaymentStatus.Authorized);
    }

    [Fact]
    public async Task What_is_held_is_told_as_adyen_says_it()
    {
        var held = await order.AuthorizeAsync("4000000000001109");
        (held.Status, held.Amount).ShouldBe((PaymentStatus.Authorized, new Money(1350, "EUR")));
        (await new OrderAtAdyen(adyen).AuthorizeAsync()).Amount.ShouldBe(new Money(Amount, "EUR"));
    }

    [Theory]
    [InlineData(7, "ISK")]
    [InlineData(5000, "CLP")]
    [InlineData(150000, "IDR")]
    [InlineData(5121, "KWD")]
    public async Task Currencies_that_adyen_counts_in_its_own_way_are_held_exactly(long minorUnits, string currency)
    {
        var request = order.Request(TestCards.Visa) with { Amount = new Money(minorUnits, currency) };
        (await adyen.Provider().AuthorizeAsync(request, Cancel)).Amount.ShouldBe(request.Amount);
    }

    [Fact]
    public async Task An_amount_that_adyen_cannot_be_asked_for_exactly_is_declined_before_it_is_sent()
    {
        var request = order.Request(TestCards.Visa) with { Amount = new Money(150, "IDR") };
        (await adyen.Provider().AuthorizeAsync(request, Cancel)).Result.ReasonCode.ShouldBe("NOT_SUPPORTED");
        adyen.HasSeen($"{order.TrackingNumber}:authorize:1").ShouldBeFalse();
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_until_adyen_tells_of_the_payment()
    {
        await order.LoseAnswerAsync(adyen.Provider());

        var found = await SimulatedAdyen.UntilAsync(() => order.InquireAsync(1), answer => answer.Status is not PaymentStatus.Unknown);

        found.Status.ShouldBe(PaymentStatus.Authorized);
        (await order.CapturedAsync(found)).Status.ShouldBe(PaymentStatus.Captured);
        (await order.TotalsAsync()).ShouldBe(ChargedOnce);
    }

    [Fact]
    public async Task Without_a_notification_the_same_call_repeated_brings_the_lost_answer()
    {
        var deaf = adyen.Provider(isDeaf: true);
        await order.LoseAnswerAsync(deaf);
        var unknown = await deaf.InquireAsync(new ProviderReference(order.TrackingNumber, 1, null), Cancel);
        (unknown.Status, unknown.Result.ReasonCode).ShouldBe((PaymentStatus.Unknown, PaymentResult.AskByRepeating));

        var repeated = await SimulatedAdyen.UntilAsync(
            () => deaf.AuthorizeAsync(order.Request("4000000000006975"), Cancel), answer => answer.Status is not PaymentStatus.Unknown);

        repeated.Status.ShouldBe(PaymentStatus.Authorized);
        (await order.TotalsAsync()).Held.ShouldBe(Amount);
    }

    [Fact]
    public async Task What_was_never_told_is_unknown_and_never_absent()
    {
        (await order.InquireAsync(1)).Status.ShouldBe(PaymentStatus.Unknown);
        (await order.InquireAsync(1, "NOBODY")).Status.ShouldBe(PaymentStatus.Unknown);
        await order.AuthorizeAsync("4000000000000002");
        (await order.InquireAsync(2)).Status.ShouldBe(PaymentStatus.Unknown);
    }

    [Fact]
    public async Task A_wrong_key_takes_nothing_and_is_no_decline_of_the_card()
    {
        var refused = await adyen.Provider(key: "wrong").AuthorizeAsync(order.Request(TestCards.Visa), Cancel);
        (refused.Status, refused.Result.ReasonCode).ShouldBe((PaymentStatus.Declined, ReasonCodes.ProviderError));
    }

    [Fact]
    public async Task An_idempotency_key_used_for_something_else_is_unknown_rather_than_a_decline()
    {
        await order.AuthorizeAsync();
        var changed = order.Request(TestCards.Visa) with { Amount = new Money(1, "EUR") };
        (await adyen.Provider().AuthorizeAsync(changed, Cancel)).Status.ShouldBe(PaymentStatus.Unknown);
    }
}
