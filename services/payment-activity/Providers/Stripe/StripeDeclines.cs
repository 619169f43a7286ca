using System.Collections.Frozen;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>
/// Stripe's decline codes (docs.stripe.com/declines/codes), failure codes of bank debits and error codes (docs.stripe.com/error-codes) in
/// our vocabulary. Codes that would tell of fraud or theft are a plain decline to everyone else.
/// </summary>
internal static class StripeDeclines
{
    private static readonly FrozenDictionary<string, string> ByCode = Table(
        (ReasonCodes.AuthenticationRequired, ["authentication_required", "mobile_device_authentication_required"]),
        (ReasonCodes.AuthenticationFailed,
        [
            "authentication_not_handled", "payment_intent_authentication_failure", "payment_intent_payment_attempt_failed",
            "setup_intent_authentication_failure",
        ]),
        (ReasonCodes.ShopperCancelled, ["payment_intent_payment_attempt_expired", "payment_method_customer_decline"]),
        (ReasonCodes.InsufficientFunds, ["insufficient_funds"]),
        (ReasonCodes.ExpiredCard, ["expired_card"]),
        (ReasonCodes.IncorrectCvc, ["incorrect_cvc", "invalid_cvc"]),
        (ReasonCodes.InvalidCard,
        [
            "incorrect_address", "incorrect_number", "incorrect_zip", "invalid_account", "invalid_expiry_month", "invalid_expiry_year",
            "invalid_number", "new_account_information_available",
        ]),
        (ReasonCodes.LimitExceeded,
        [
            "card_velocity_exceeded", "charge_exceeds_source_limit", "charge_exceeds_transaction_limit", "charge_exceeds_weekly_limit",
            "invalid_amount", "withdrawal_count_limit_exceeded",
        ]),
        (ReasonCodes.IssuerUnavailable,
        [
            "issuer_not_available", "payment_method_not_available", "payment_method_provider_timeout", "reenter_transaction",
            "try_again_later",
        ]),
        (ReasonCodes.NotSupported,
        [
            "amount_too_large", "amount_too_small", "card_not_supported", "currency_not_supported", "payment_method_currency_mismatch",
            "service_not_allowed", "transaction_not_allowed",
        ]),
        (ReasonCodes.DoNotHonor,
        [
            "approve_with_id", "call_issuer", "could_not_process", "debit_not_authorized", "do_not_honor", "generic_could_not_process",
            "no_action_taken", "not_permitted", "payment_method_provider_decline", "refer_to_customer",
        ]),
        (ReasonCodes.InvalidAccount,
        [
            "account_closed", "bank_account_restricted", "bank_account_unusable", "bank_ownership_changed", "branch_does_not_exist",
            "incorrect_account_holder_name", "invalid_account_number", "invalid_bank_account_iban", "invalid_currency", "no_account",
            "recipient_deceased",
        ]),
        (ReasonCodes.ProviderError, ["api_key_expired", "processing_error", "testmode_decline"]),
        (ReasonCodes.CardDeclined,
        [
            "do_not_try_again", "duplicate_transaction", "fraudulent", "generic_decline", "incorrect_pin", "invalid_pin", "lost_card",
            "merchant_blacklist", "offline_pin_required", "online_or_offline_pin_required", "pickup_card", "pin_try_exceeded",
            "restricted_card", "revocation_of_all_authorizations", "revocation_of_authorization", "security_violation", "stolen_card",
            "stop_payment_order",
        ]));

    /// <summary>The reason code for an error of Stripe's.</summary>
    /// <returns>
    /// For a code that is not known: a plain decline when a card or a bank has refused, <see cref="ReasonCodes.ProviderError"/> when the
    /// request itself was.
    /// </returns>
    public static string ReasonOf(StripeError? error) =>
        Find(error?.DeclineCode) ?? Find(error?.Code)
        ?? (error is { Type: StripeError.CardError } or { DeclineCode: not null } ? ReasonCodes.CardDeclined : ReasonCodes.ProviderError);

    private static string? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    private static FrozenDictionary<string, string> Table(params ReadOnlySpan<(string Reason, string[] Codes)> rows)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (reason, codes) in rows)
        {
            foreach (var code in codes)
            {
                table.Add(code, reason);
            }
        }

        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
