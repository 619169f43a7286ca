using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Adyen;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Adyen;

public sealed class AdyenAnswersTests
{
    private const string Id = "V4HZ4RBFJGXXGN82";

    [Theory]
    [InlineData("Authorised", PaymentStatus.Authorized)]
    [InlineData("Refused", PaymentStatus.Declined)]
    [InlineData("Cancelled", PaymentStatus.Declined)]
    [InlineData("Error", PaymentStatus.Declined)]
    [InlineData("PartiallyAuthorised", PaymentStatus.Mismatched)]
    [InlineData("Pending", PaymentStatus.Pending)]
    [InlineData("Received", PaymentStatus.Pending)]
    [InlineData("PresentToShopper", PaymentStatus.Pending)]
    [InlineData("IdentifyShopper", PaymentStatus.Pending)]
    [InlineData("ChallengeShopper", PaymentStatus.Pending)]
    [InlineData("RedirectShopper", PaymentStatus.Pending)] // without an address to go to
    [InlineData("ACodeOfTheFuture", PaymentStatus.Pending)]
    public void Each_result_code_has_its_meaning(string resultCode, PaymentStatus expected)
    {
        var answer = Of(new AdyenPaymentFacts(Id, 1, resultCode));
        answer.Status.ShouldBe(expected);
        answer.Result.PspReference.ShouldBe(Id);
    }

    [Fact]
    public void A_redirect_is_what_the_shopper_has_to_do()
    {
        var result = Of(new AdyenPaymentFacts(Id, 1, "RedirectShopper", Step: new AdyenStep("RedirectShopper", "https://acs.example/1"))).Result;
        result.Status.ShouldBe(PaymentStatus.ActionRequired);
        result.Action.ShouldBe(new PaymentAction(Id, "https://acs.example/1"));
    }

    [Theory]
    [InlineData("2", "CARD_DECLINED")]
    [InlineData("20", "CARD_DECLINED")] // FRAUD: not for the merchant's eyes
    [InlineData("6", "EXPIRED_CARD")]
    [InlineData("8", "INVALID_CARD")]
    [InlineData("12", "INSUFFICIENT_FUNDS")]
    [InlineData("24", "INCORRECT_CVC")]
    [InlineData("11", "AUTHENTICATION_FAILED")]
    [InlineData("38", "AUTHENTICATION_REQUIRED")]
    [InlineData("9", "ISSUER_UNAVAILABLE")]
    [InlineData("4", "PROVIDER_ERROR")]
    [InlineData("3", "DO_NOT_HONOR")]
    [InlineData("10", "NOT_SUPPORTED")]
    [InlineData("16", "SHOPPER_CANCELLED")]
    [InlineData("28", "LIMIT_EXCEEDED")]
    [InlineData("32", "INVALID_CARD")]
    [InlineData("27", "DO_NOT_HONOR")]
    [InlineData("29", "LIMIT_EXCEEDED")]
    [InlineData(null, "CARD_DECLINED")]
    public void A_refused_payment_has_a_reason_of_ours_and_keeps_adyens_code(string? code, string reason)
    {
        var answer = Of(new AdyenPaymentFacts(Id, 1, "Refused", code));
        answer.Result.ReasonCode.ShouldBe(reason);
        answer.Code.ShouldBe(code ?? "Refused");
    }

    [Fact]
    public void Every_documented_refusal_is_a_decline_that_we_know()
    {
        AdyenRefusals.Codes.Count().ShouldBeGreaterThan(40);
        AdyenRefusals.Codes.ShouldAllBe(code => Declines.ByReason.ContainsKey(AdyenRefusals.ReasonOf(code)));
    }

    [Theory]
    [InlineData("Authentication required", "38")]
    [InlineData("CVC Declined", "24")]
    [InlineData("Something new", null)]
    [InlineData(null, null)]
    public void A_notifications_words_have_the_same_meaning_as_the_code(string? words, string? code) =>
        AdyenRefusals.CodeOf(words).ShouldBe(code);

    [Fact]
    public void What_adyen_holds_or_has_taken_is_told_with_the_answer()
    {
        var held = new AdyenPaymentFacts(Id, 1, "Authorised", Amount: new Money(1499, "EUR"), Held: new Money(1350, "EUR"));
        Of(held).Amount.ShouldBe(new Money(1350, "EUR"));
        Of(held with { ResultCode = "PartiallyAuthorised" }).Amount.ShouldBe(new Money(1350, "EUR"));

        var capture = new AdyenModification("C1", AdyenModificationKind.Capture, Id, 1, Success: true) { Amount = new Money(1, "EUR") };
        var taken = AdyenAnswers.From(held, AdyenOrder.Empty.Learn(held).Learn(capture));
        (taken.Status, taken.Amount).ShouldBe((PaymentStatus.Captured, new Money(1, "EUR")));
    }

    [Theory]
    [InlineData(422, "101", "INVALID_CARD")]
    [InlineData(422, "129", "INVALID_CARD")]
    [InlineData(422, "103", "INCORRECT_CVC")]
    [InlineData(422, "130", "PROVIDER_ERROR")]
    [InlineData(401, "000", "PROVIDER_ERROR")]
    [InlineData(403, "901", "PROVIDER_ERROR")]
    public void A_refused_request_is_declined(int status, string code, string reason)
    {
        var answer = AdyenAnswers.Without(Reply(status, new AdyenError(code, "validation")));
        (answer.Status, answer.Result.ReasonCode, answer.Code).ShouldBe((PaymentStatus.Declined, reason, code));
    }

    [Theory]
    [InlineData(500, "905", "internal")]
    [InlineData(422, "704", "validation")] // the first request under the key is still at work
    [InlineData(429, "000", "security")]
    [InlineData(400, "ERR_DIRECT_INVOKE", null)] // the sidecar's own
    [InlineData(502, null, null)]
    [InlineData(200, null, null)] // a body that could not be read
    [InlineData(0, null, null)]
    public void What_may_have_happened_is_unknown(int status, string? code, string? type) =>
        AdyenAnswers.Without(Reply(status, code is null ? null : new AdyenError(code, type)))
            .Result.ReasonCode.ShouldBe(ReasonCodes.PspUnavailable);

    [Theory]
    [InlineData(422)]
    [InlineData(500)]
    public void What_adyen_calls_transient_is_unknown_and_keeps_its_key(int status)
    {
        var reply = Reply(status, new AdyenError("905", "internal")) with { Transient = true };
        AdyenAnswers.Without(reply).Status.ShouldBe(PaymentStatus.Unknown);
        reply.SpendsKey.ShouldBeFalse();
    }

    [Fact]
    public void No_answer_in_time_is_unknown_with_its_own_reason() =>
        AdyenAnswers.Without(new AdyenReply<AdyenPaymentResponse>(TimedOut: true)).Result.ReasonCode.ShouldBe(ReasonCodes.PspTimeout);

    [Fact]
    public void A_payment_that_went_on_under_another_reference_is_found_under_the_first()
    {
        var order = AdyenOrder.Empty
            .Learn(new AdyenPaymentFacts("OLD", 1, "RedirectShopper"))
            .Learn(new AdyenPaymentFacts("NEW", 1, "Authorised"))
            .Learn(new AdyenPaymentFacts("OLD", ContinuedAs: "NEW"));

        order.Find(new ProviderReference("trk_1", 1, "OLD")).ShouldNotBeNull().PspReference.ShouldBe("NEW");
        order.Find(new ProviderReference("trk_1", 1, null)).ShouldNotBeNull().PspReference.ShouldBe("NEW");
        order.Payments.Where(order.IsOpen).ShouldHaveSingleItem().PspReference.ShouldBe("NEW");
    }

    private static ProviderAnswer Of(AdyenPaymentFacts payment) => AdyenAnswers.From(payment, AdyenOrder.Empty.Learn(payment));

    private static AdyenReply<AdyenPaymentResponse> Reply(int status, AdyenError? error) => new(Error: error, Status: status);
}
