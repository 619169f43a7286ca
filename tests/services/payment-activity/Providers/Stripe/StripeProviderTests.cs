using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

public sealed class StripeProviderTests(SimulatedStripe stripe) : IClassFixture<SimulatedStripe>
{
    private const long Amount = 1499;
    private const string Challenged = "4000000000003220";
    private const string FailsAtCapture = "4000000000000341";
    private const string AnswersLate = "4000000000006975";

    private readonly string trackingNumber = $"trk_{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_card_is_authorised_and_captured_once()
    {
        var authorized = await AuthorizeAsync();
        authorized.Status.ShouldBe(PaymentStatus.Authorized);
        authorized.MethodToken.ShouldNotBeNull().ShouldStartWith("pm_");
        (await stripe.TotalsAsync(trackingNumber)).Held.ShouldBe(Amount);

        var captured = await CaptureAsync(authorized);

        captured.Status.ShouldBe(PaymentStatus.Captured);
        (await CaptureAsync(authorized)).Status.ShouldBe(PaymentStatus.Captured);
        (await stripe.TotalsAsync(trackingNumber)).ShouldBe(new(Charges: 1, Amount, Refunded: 0, Held: 0));
        stripe.Recorder.HasSeen($"{trackingNumber}:authorize:1").ShouldBeTrue();
        stripe.Recorder.HasSeen($"{trackingNumber}:capture:1").ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_attempt_sent_twice_is_one_authorisation()
    {
        var first = await AuthorizeAsync();
        (await AuthorizeAsync()).Result.ShouldBe(first.Result);
        (await stripe.TotalsAsync(trackingNumber)).Held.ShouldBe(Amount);
    }

    [Fact]
    public async Task A_capture_under_a_new_number_finds_that_the_amount_is_taken_already()
    {
        var authorized = await AuthorizeAsync();
        await CaptureAsync(authorized);
        (await CaptureAsync(authorized, number: 2)).Status.ShouldBe(PaymentStatus.Captured);
        (await stripe.TotalsAsync(trackingNumber)).Charges.ShouldBe(1);
    }

    [Theory]
    [InlineData("4000000000000002", "CARD_DECLINED")]
    [InlineData("4000000000009995", "INSUFFICIENT_FUNDS")]
    [InlineData("4000000000000069", "EXPIRED_CARD")]
    [InlineData("4000000000000127", "INCORRECT_CVC")]
    public async Task A_declined_card_is_a_value_with_its_reason(string number, string reasonCode)
    {
        var declined = await AuthorizeAsync(number);
        declined.Status.ShouldBe(PaymentStatus.Declined);
        declined.Result.ReasonCode.ShouldBe(reasonCode);
        (await InquireAsync(declined)).Result.ReasonCode.ShouldBe(reasonCode);
        (await ReverseAsync(declined)).ShouldBe(new ProviderReversal(Confirmed: true, "nothing"));
    }

    [Theory]
    [InlineData("approve", PaymentStatus.Authorized, null)]
    [InlineData("reject", PaymentStatus.Declined, "AUTHENTICATION_FAILED")]
    public async Task A_challenge_is_passed_on_and_its_end_is_asked_for(string outcome, PaymentStatus expected, string? reasonCode)
    {
        var required = await AuthorizeAsync(Challenged);
        required.Status.ShouldBe(PaymentStatus.ActionRequired);
        var action = required.Result.Action.ShouldNotBeNull();
        (await InquireAsync(required)).Result.Action.ShouldBe(action);

        await SimulatedStripe.AnswerChallengeAsync(action.RedirectUrl.ShouldNotBeNull(), outcome);
        var confirmed = await stripe.Provider().ConfirmAsync(Reference(required), Cancel);

        confirmed.Status.ShouldBe(expected);
        confirmed.Result.ReasonCode.ShouldBe(reasonCode);
    }

    [Fact]
    public async Task A_late_answer_is_unknown_and_the_payment_is_found_by_our_own_reference()
    {
        var late = await AuthorizeAsync(AnswersLate, timeout: TimeSpan.FromMilliseconds(500));
        late.Status.ShouldBe(PaymentStatus.Unknown);
        late.Result.ReasonCode.ShouldBe("PSP_TIMEOUT");

        var found = await InquireAsync(late);

        found.Status.ShouldBe(PaymentStatus.Authorized);
        (await CaptureAsync(found)).Status.ShouldBe(PaymentStatus.Captured);
        (await stripe.TotalsAsync(trackingNumber)).Charges.ShouldBe(1);
    }

    [Fact]
    public async Task Another_attempt_of_the_order_is_not_mistaken_for_this_one()
    {
        await AuthorizeAsync("4000000000000002");
        (await InquireAsync(attempt: 2)).Status.ShouldBe(PaymentStatus.NotFound);
    }

    [Fact]
    public async Task What_stripe_never_saw_is_not_found()
    {
        (await InquireAsync(attempt: 1)).Status.ShouldBe(PaymentStatus.NotFound);
        (await InquireAsync(attempt: 1, "pi_nobody")).Status.ShouldBe(PaymentStatus.NotFound);
    }

    [Fact]
    public async Task A_refused_capture_is_declined_and_the_amount_can_be_voided()
    {
        var authorized = await AuthorizeAsync(FailsAtCapture);

        var refused = await CaptureAsync(authorized);
        refused.Status.ShouldBe(PaymentStatus.Declined);
        refused.Result.ReasonCode.ShouldBe("CAPTURE_FAILED");

        (await ReverseAsync(authorized)).Confirmed.ShouldBeTrue();
        (await stripe.TotalsAsync(trackingNumber)).ShouldBe(new(Charges: 0, Captured: 0, Refunded: 0, Held: 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_authorisation_is_voided_by_either_reference_and_stays_so(bool byOurs)
    {
        var authorized = await AuthorizeAsync();
        var reference = byOurs ? new ProviderReference(trackingNumber, 1, null) : Reference(authorized);

        var reversal = await stripe.Provider().ReverseAsync(reference, 1, Cancel);

        reversal.Confirmed.ShouldBeTrue();
        reversal.Kind.ShouldBe("voided");
        (await stripe.Provider().ReverseAsync(reference, 1, Cancel)).Confirmed.ShouldBeTrue();
        (await InquireAsync(authorized)).Status.ShouldBe(PaymentStatus.Reversed);
        (await CaptureAsync(authorized)).Result.ReasonCode.ShouldBe("CAPTURE_FAILED");
        (await stripe.TotalsAsync(trackingNumber)).ShouldBe(new(Charges: 0, Captured: 0, Refunded: 0, Held: 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_capture_is_refunded_once_however_often_it_is_asked_for(int secondNumber)
    {
        var authorized = await AuthorizeAsync();
        await CaptureAsync(authorized);

        (await ReverseAsync(authorized)).ShouldBe(new ProviderReversal(Confirmed: true, "refunded", authorized.Result.PspReference));
        (await stripe.Provider().ReverseAsync(Reference(authorized), secondNumber, Cancel)).Confirmed.ShouldBeTrue();

        (await stripe.TotalsAsync(trackingNumber)).ShouldBe(new(Charges: 1, Amount, Refunded: Amount, Held: 0));
    }

    [Fact]
    public async Task An_open_challenge_is_cancelled()
    {
        var required = await AuthorizeAsync(Challenged);
        (await ReverseAsync(required)).ShouldBe(new ProviderReversal(Confirmed: true, "cancelled", required.Result.PspReference));
    }

    [Fact]
    public async Task Nothing_is_reversed_where_there_is_nothing() =>
        (await stripe.Provider().ReverseAsync(new ProviderReference(trackingNumber, 1, null), 1, Cancel))
            .ShouldBe(new ProviderReversal(Confirmed: true, "nothing"));

    [Fact]
    public async Task A_wrong_key_takes_nothing_and_is_no_decline_of_the_card()
    {
        var refused = await stripe.Provider(key: "sk_wrong").AuthorizeAsync(Request(TestCards.Visa), Cancel);
        refused.Status.ShouldBe(PaymentStatus.Declined);
        refused.Result.ReasonCode.ShouldBe(ReasonCodes.ProviderError);
        (await stripe.Provider(key: "sk_wrong").InquireAsync(new ProviderReference(trackingNumber, 1, null), Cancel))
            .Status.ShouldBe(PaymentStatus.Unknown);
    }

    [Fact]
    public async Task An_idempotency_key_used_for_something_else_is_unknown_rather_than_a_decline()
    {
        await AuthorizeAsync();
        var changed = Request(TestCards.Visa) with { Amount = new Money(1, "EUR") };
        (await stripe.Provider().AuthorizeAsync(changed, Cancel)).Status.ShouldBe(PaymentStatus.Unknown);
    }

    [Fact]
    public async Task A_token_that_an_agent_was_granted_pays_instead_of_a_card()
    {
        var granted = Request(number: null) with { GrantedToken = "spt_123" };

        (await stripe.Provider().AuthorizeAsync(granted, Cancel)).Status.ShouldBe(PaymentStatus.Authorized);

        (await stripe.TotalsAsync(trackingNumber)).Held.ShouldBe(Amount);
        stripe.Provider().Redeems("spt_123").ShouldBeTrue();
        stripe.Provider().Redeems("vt_123").ShouldBeFalse();
    }

    private ProviderAuthorization Request(string? number, string? token = null) => new(
        trackingNumber,
        "acme",
        Attempt: 1,
        new Money(Amount, "EUR"),
        "https://shop.example/return/1",
        number is null ? null : TestCards.Card(number),
        token,
        KeepMethod: false);

    private Task<ProviderAnswer> AuthorizeAsync(string number = TestCards.Visa, TimeSpan? timeout = null) =>
        stripe.Provider(timeout).AuthorizeAsync(Request(number), Cancel);

    private Task<ProviderAnswer> InquireAsync(int attempt, string? pspReference = null) =>
        stripe.Provider().InquireAsync(new ProviderReference(trackingNumber, attempt, pspReference), Cancel);

    private Task<ProviderAnswer> InquireAsync(ProviderAnswer payment) => stripe.Provider().InquireAsync(Reference(payment), Cancel);

    private Task<ProviderAnswer> CaptureAsync(ProviderAnswer payment, int number = 1) =>
        stripe.Provider().CaptureAsync(Reference(payment), new Money(Amount, "EUR"), number, Cancel);

    private Task<ProviderReversal> ReverseAsync(ProviderAnswer payment) => stripe.Provider().ReverseAsync(Reference(payment), 1, Cancel);

    private ProviderReference Reference(ProviderAnswer payment) => new(trackingNumber, 1, payment.Result.PspReference);
}
