using Checkout.Contracts.Payments;
using Checkout.Payments;
using Checkout.Payments.Providers.Stripe;

namespace Checkout.Services.Tests.PaymentActivity.Providers.Stripe;

public sealed class StripeDeclinesTests
{
    // docs.stripe.com/declines/codes
    public static TheoryData<string, string> CardCodes => new()
    {
        { "authentication_required", "AUTHENTICATION_REQUIRED" },
        { "authentication_not_handled", "AUTHENTICATION_FAILED" },
        { "approve_with_id", "DO_NOT_HONOR" },
        { "call_issuer", "DO_NOT_HONOR" },
        { "card_not_supported", "NOT_SUPPORTED" },
        { "card_velocity_exceeded", "LIMIT_EXCEEDED" },
        { "currency_not_supported", "NOT_SUPPORTED" },
        { "do_not_honor", "DO_NOT_HONOR" },
        { "do_not_try_again", "CARD_DECLINED" },
        { "duplicate_transaction", "CARD_DECLINED" },
        { "expired_card", "EXPIRED_CARD" },
        { "fraudulent", "CARD_DECLINED" },
        { "generic_decline", "CARD_DECLINED" },
        { "incorrect_address", "INVALID_CARD" },
        { "incorrect_cvc", "INCORRECT_CVC" },
        { "incorrect_number", "INVALID_CARD" },
        { "incorrect_pin", "CARD_DECLINED" },
        { "incorrect_zip", "INVALID_CARD" },
        { "insufficient_funds", "INSUFFICIENT_FUNDS" },
        { "invalid_account", "INVALID_CARD" },
        { "invalid_amount", "LIMIT_EXCEEDED" },
        { "invalid_cvc", "INCORRECT_CVC" },
        { "invalid_expiry_month", "INVALID_CARD" },
        { "invalid_expiry_year", "INVALID_CARD" },
        { "invalid_number", "INVALID_CARD" },
        { "invalid_pin", "CARD_DECLINED" },
        { "issuer_not_available", "ISSUER_UNAVAILABLE" },
        { "lost_card", "CARD_DECLINED" },
        { "merchant_blacklist", "CARD_DECLINED" },
        { "mobile_device_authentication_required", "AUTHENTICATION_REQUIRED" },
        { "new_account_information_available", "INVALID_CARD" },
        { "no_action_taken", "DO_NOT_HONOR" },
        { "not_permitted", "DO_NOT_HONOR" },
        { "offline_pin_required", "CARD_DECLINED" },
        { "online_or_offline_pin_required", "CARD_DECLINED" },
        { "pickup_card", "CARD_DECLINED" },
        { "pin_try_exceeded", "CARD_DECLINED" },
        { "processing_error", "PROVIDER_ERROR" },
        { "reenter_transaction", "ISSUER_UNAVAILABLE" },
        { "restricted_card", "CARD_DECLINED" },
        { "revocation_of_all_authorizations", "CARD_DECLINED" },
        { "revocation_of_authorization", "CARD_DECLINED" },
        { "security_violation", "CARD_DECLINED" },
        { "service_not_allowed", "NOT_SUPPORTED" },
        { "stolen_card", "CARD_DECLINED" },
        { "stop_payment_order", "CARD_DECLINED" },
        { "testmode_decline", "PROVIDER_ERROR" },
        { "transaction_not_allowed", "NOT_SUPPORTED" },
        { "try_again_later", "ISSUER_UNAVAILABLE" },
        { "withdrawal_count_limit_exceeded", "LIMIT_EXCEEDED" },
    };

    [Theory]
    [MemberData(nameof(CardCodes))]
    public void Each_decline_code_has_a_reason_and_the_reason_its_advice(string declineCode, string reason)
    {
        StripeDeclines.ReasonOf(new StripeError("card_error", "card_declined", declineCode)).ShouldBe(reason);
        Declines.ByReason.ContainsKey(reason).ShouldBeTrue();
    }

    [Theory]
    [InlineData("do_not_honor", DeclineKind.Soft)]
    [InlineData("insufficient_funds", DeclineKind.Soft)]
    [InlineData("authentication_required", DeclineKind.Soft)]
    [InlineData("stolen_card", DeclineKind.Hard)]
    [InlineData("a_code_of_the_future", DeclineKind.Hard)]
    public void Soft_and_hard_follow_from_the_reason(string declineCode, DeclineKind kind) =>
        Declines.Of(StripeDeclines.ReasonOf(new StripeError("card_error", "card_declined", declineCode))).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("payment_method_customer_decline", null, "SHOPPER_CANCELLED")]
    [InlineData("payment_method_provider_decline", null, "DO_NOT_HONOR")]
    [InlineData("payment_intent_payment_attempt_failed", null, "AUTHENTICATION_FAILED")]
    [InlineData("payment_intent_payment_attempt_failed", "insufficient_funds", "INSUFFICIENT_FUNDS")]
    [InlineData("payment_intent_payment_attempt_failed", "account_closed", "INVALID_ACCOUNT")]
    [InlineData("payment_intent_payment_attempt_failed", "generic_could_not_process", "DO_NOT_HONOR")]
    [InlineData("parameter_missing", null, "PROVIDER_ERROR")]
    public void Pages_and_banks_refuse_in_their_own_words(string code, string? declineCode, string reason) =>
        StripeDeclines.ReasonOf(new StripeError("invalid_request_error", code, declineCode)).ShouldBe(reason);
}
