namespace Checkout.Payments.Providers.Adyen;

/// <summary>The part of a payment's result that matters here, schemas <c>PaymentResponse</c> and <c>PaymentDetailsResponse</c>.</summary>
internal sealed record AdyenPaymentResponse(
    string? ResultCode = null,
    string? PspReference = null,
    string? RefusalReasonCode = null,
    AdyenAction? Action = null,
    AdyenAmount? Amount = null,
    Dictionary<string, string>? AdditionalData = null);

/// <summary>An amount in Adyen's units, see <see cref="AdyenAmounts"/>.</summary>
internal sealed record AdyenAmount(string Currency, long Value);

/// <summary>What the shopper has to do.</summary>
internal sealed record AdyenAction(
    string? Type = null,
    string? Url = null,
    string? Method = null,
    Dictionary<string, string>? Data = null,
    string? Token = null,
    string? PaymentData = null);

/// <summary>
/// A modification was received; its status is never anything else than <c>received</c>, and its outcome comes as a notification.
/// </summary>
internal sealed record AdyenModificationResponse(string? PspReference = null);

/// <summary>
/// Body of every refusal, schema <c>ServiceError</c>. The sidecar's own errors have the same <c>errorCode</c>, and no <c>errorType</c>.
/// </summary>
internal sealed record AdyenError(string? ErrorCode = null, string? ErrorType = null, string? PspReference = null)
{
    /// <summary>The idempotency key belongs to a request that is at work, or to another one.</summary>
    public const string AlreadyInProgress = "704";

    public const string InvalidCardNumber = "101";
    public const string InvalidSecurityCode = "103";
    public const string InvalidExpiry = "129";
}

/// <summary>Result codes (docs.adyen.com/online-payments/build-your-integration/payment-result-codes).</summary>
internal static class AdyenResultCodes
{
    public const string Authorised = "Authorised";
    public const string PartiallyAuthorised = "PartiallyAuthorised";
    public const string RedirectShopper = "RedirectShopper";
    public const string IdentifyShopper = "IdentifyShopper";
    public const string ChallengeShopper = "ChallengeShopper";
    public const string Refused = "Refused";
    public const string Cancelled = "Cancelled";
    public const string Error = "Error";

    /// <summary>Whether it says that money is held.</summary>
    public static bool HoldsMoney(string? resultCode) => resultCode is Authorised or PartiallyAuthorised;

    /// <summary>How far a payment is: what is said later may only lead on.</summary>
    public static int Rank(string? resultCode) => resultCode switch
    {
        null => 0,
        IdentifyShopper => 1,
        RedirectShopper or ChallengeShopper => 2,
        _ => IsFinal(resultCode) ? 4 : 3, // told later
    };

    /// <summary>Whether nothing can change it any more.</summary>
    public static bool IsFinal(string? resultCode) => HoldsMoney(resultCode) || HoldsNothing(resultCode);

    /// <summary>Whether it says that no money is held.</summary>
    public static bool HoldsNothing(string? resultCode) => resultCode is Refused or Cancelled or Error;
}
