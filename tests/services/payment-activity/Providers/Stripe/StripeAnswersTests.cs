using System.Text.Json;
using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers.Stripe;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

public sealed class StripeAnswersTests
{
    [Theory]
    [InlineData("requires_payment_method", PaymentStatus.Declined)]
    [InlineData("requires_confirmation", PaymentStatus.Pending)]
    [InlineData("processing", PaymentStatus.Pending)]
    [InlineData("requires_capture", PaymentStatus.Authorized)]
    [InlineData("succeeded", PaymentStatus.Captured)] // iDEAL and SEPA: taken without a capture of ours
    [InlineData("canceled", PaymentStatus.Reversed)]
    [InlineData("a_status_of_the_future", PaymentStatus.Pending)]
    public void Each_status_of_a_payment_intent_has_its_meaning(string status, PaymentStatus expected)
    {
        var answer = StripeAnswers.From(new StripePaymentIntent("pi_1", status, 1499, PaymentMethod: "pm_1"));
        answer.Status.ShouldBe(expected);
        answer.Result.PspReference.ShouldBe("pi_1");
    }

    [Fact]
    public void A_redirect_is_what_the_shopper_has_to_do()
    {
        var next = new StripeNextAction("redirect_to_url", new StripeRedirect("https://acs.example/1"));
        var intent = new StripePaymentIntent("pi_1", "requires_action", 1499, NextAction: next);
        var result = StripeAnswers.From(intent).Result;
        result.Status.ShouldBe(PaymentStatus.ActionRequired);
        result.Action.ShouldBe(new PaymentAction("pi_1", "https://acs.example/1"));
    }

    [Theory]
    [InlineData(402, "card_error", "card_declined", "insufficient_funds", "INSUFFICIENT_FUNDS")]
    [InlineData(402, "card_error", "card_declined", "generic_decline", "CARD_DECLINED")]
    [InlineData(402, "card_error", "authentication_required", "authentication_required", "AUTHENTICATION_REQUIRED")]
    [InlineData(402, "card_error", "card_declined", "a_code_of_the_future", "CARD_DECLINED")]
    [InlineData(400, "invalid_request_error", "amount_too_large", null, "NOT_SUPPORTED")]
    [InlineData(400, "invalid_request_error", "invalid_bank_account_iban", null, "INVALID_ACCOUNT")]
    [InlineData(402, "card_error", "card_declined", "stolen_card", "CARD_DECLINED")]
    [InlineData(402, "card_error", "expired_card", null, "EXPIRED_CARD")]
    [InlineData(402, "card_error", "incorrect_cvc", null, "INCORRECT_CVC")]
    [InlineData(402, "card_error", "incorrect_number", null, "INVALID_CARD")]
    [InlineData(402, "card_error", "processing_error", null, "PROVIDER_ERROR")]
    [InlineData(402, "card_error", "payment_intent_authentication_failure", null, "AUTHENTICATION_FAILED")]
    [InlineData(400, "invalid_request_error", "parameter_missing", null, "PROVIDER_ERROR")]
    [InlineData(401, "invalid_request_error", null, null, "PROVIDER_ERROR")]
    public void A_refusal_is_declined_with_a_reason_of_ours(int status, string type, string? code, string? declineCode, string reason)
    {
        var answer = StripeAnswers.From(new StripeReply<StripePaymentIntent>(
            Error: new StripeError(type, code, declineCode, new StripeErrorIntent("pi_9")), Status: status));
        answer.Status.ShouldBe(PaymentStatus.Declined);
        answer.Result.ReasonCode.ShouldBe(reason);
        answer.Result.PspReference.ShouldBe("pi_9");
        answer.Result.Reason.ShouldNotBeNullOrEmpty();
        answer.Result.Reason.ShouldNotContain("stolen");
    }

    [Fact]
    public void What_is_held_or_taken_is_told_with_its_currency()
    {
        var held = new StripePaymentIntent("pi_1", "requires_capture", 1499, "eur", AmountCapturable: 1350);
        StripeAnswers.From(held).Amount.ShouldBe(new Money(1350, "EUR"));
        var taken = new StripePaymentIntent("pi_1", "succeeded", 500, "isk", AmountReceived: 500);
        StripeAnswers.From(taken).Amount.ShouldBe(new Money(5, "ISK"));
        StripeAnswers.From(new StripePaymentIntent("pi_1", "processing", 1499, "eur")).Amount.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"ch_1\"", PaymentStatus.Captured)]
    [InlineData("""{ "id": "ch_1", "refunded": false }""", PaymentStatus.Captured)]
    [InlineData("""{ "id": "ch_1", "refunded": true }""", PaymentStatus.Reversed)]
    [InlineData("null", PaymentStatus.Captured)]
    public void A_payment_that_was_given_back_is_reversed(string charge, PaymentStatus expected)
    {
        var intent = JsonSerializer.Deserialize<StripePaymentIntent>(
            $$"""{ "id": "pi_1", "status": "succeeded", "amount": 1499, "latest_charge": {{charge}} }""", StripeApi.Json);
        StripeAnswers.From(intent.ShouldNotBeNull()).Status.ShouldBe(expected);
    }

    [Fact]
    public void A_decline_keeps_stripes_own_code_for_the_operators()
    {
        var error = new StripeError("card_error", "card_declined", "stolen_card");
        var answer = StripeAnswers.From(new StripeReply<StripePaymentIntent>(Error: error, Status: 402));
        answer.Code.ShouldBe("stolen_card");
        answer.Result.ReasonCode.ShouldBe("CARD_DECLINED");
    }

    [Theory]
    [InlineData(500, "api_error")]
    [InlineData(503, null)]
    [InlineData(409, "idempotency_error")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(400, "idempotency_error")]
    [InlineData(404, null)] // the sidecar's own, without Stripe's error object
    [InlineData(200, null)] // a body that could not be read
    [InlineData(0, null)]
    public void What_may_have_happened_is_unknown(int status, string? type)
    {
        var error = type is null ? null : new StripeError(type);
        var answer = StripeAnswers.From(new StripeReply<StripePaymentIntent>(Error: error, Status: status));
        answer.Status.ShouldBe(PaymentStatus.Unknown);
        answer.Result.ReasonCode.ShouldBe(ReasonCodes.PspUnavailable);
    }

    [Fact]
    public void No_answer_in_time_is_unknown_with_its_own_reason() =>
        StripeAnswers.From(new StripeReply<StripePaymentIntent>(TimedOut: true)).Result.ReasonCode.ShouldBe(ReasonCodes.PspTimeout);
}
