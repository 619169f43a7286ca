using Checkout.Contracts.Payments;

namespace Checkout.Payments;

/// <summary>Why a payment was declined or is unknown: one small vocabulary, whatever the PSP calls it.</summary>
internal static class ReasonCodes
{
    public const string CardDeclined = "CARD_DECLINED";
    public const string DoNotHonor = "DO_NOT_HONOR";
    public const string LimitExceeded = "LIMIT_EXCEEDED";
    public const string IssuerUnavailable = "ISSUER_UNAVAILABLE";
    public const string NotSupported = "NOT_SUPPORTED";
    public const string InvalidAccount = "INVALID_ACCOUNT";
    public const string AuthenticationRequired = "AUTHENTICATION_REQUIRED";
    public const string ShopperCancelled = "SHOPPER_CANCELLED";
    public const string AmountMismatch = "AMOUNT_MISMATCH";
    public const string InsufficientFunds = "INSUFFICIENT_FUNDS";
    public const string ExpiredCard = "EXPIRED_CARD";
    public const string IncorrectCvc = "INCORRECT_CVC";
    public const string InvalidCard = "INVALID_CARD";
    public const string AuthenticationFailed = "AUTHENTICATION_FAILED";
    public const string CaptureFailed = "CAPTURE_FAILED";
    public const string NotAuthorized = "NOT_AUTHORIZED";
    public const string CardTokenExpired = "CARD_TOKEN_EXPIRED";
    public const string PaymentMethodNotFound = "PAYMENT_METHOD_NOT_FOUND";
    public const string ProviderUnknown = "PROVIDER_UNKNOWN";
    public const string ProviderError = "PROVIDER_ERROR";
    public const string PaymentRefused = "PAYMENT_REFUSED";
    public const string Reversed = "REVERSED";
    public const string PspTimeout = "PSP_TIMEOUT";
    public const string PspUnavailable = "PSP_UNAVAILABLE";
    public const string PspNotYetFound = "PSP_NOT_YET_FOUND";

    /// <summary>Words for people. They never repeat the PSP's own, which may name a stolen card or a fraud rule.</summary>
    public static string Describe(string code) => code switch
    {
        CardDeclined => "The card was declined.",
        DoNotHonor => "The card's issuer does not allow the payment.",
        LimitExceeded => "The payment is above a limit of the account.",
        IssuerUnavailable => "The bank could not be reached.",
        NotSupported => "The payment method does not take this kind of payment.",
        InvalidAccount => "The account's details are not valid.",
        AuthenticationRequired => "The bank wants the shopper to confirm the payment.",
        ShopperCancelled => "The shopper cancelled the payment.",
        AmountMismatch => "The payment provider holds another amount than the order's; it is given back.",
        InsufficientFunds => "The card has insufficient funds.",
        ExpiredCard => "The card has expired.",
        IncorrectCvc => "The card's security code is incorrect.",
        InvalidCard => "The card's details are not valid.",
        AuthenticationFailed => "The shopper's authentication failed.",
        CaptureFailed => "The authorised amount could not be taken.",
        NotAuthorized => "The payment is not authorised.",
        CardTokenExpired => "The card is not kept any more; it has to be entered again.",
        PaymentMethodNotFound => "The stored payment method does not exist or is not active.",
        ProviderUnknown => "The payment provider is not known.",
        PaymentRefused => "The payment was refused where it was to be made.",
        ExternalOutcomeTold.FailedReason => "The payment went wrong where it was to be made.",
        Reversed => "The payment was reversed.",
        PspTimeout => "The payment provider did not answer in time.",
        PspUnavailable => "The payment provider could not be reached.",
        PaymentResult.AskByRepeating => "The payment provider tells what became of the payment only when it is asked for it once more.",
        PspNotYetFound => "The payment provider does not show the payment yet.",
        _ => "The payment provider could not process the payment.",
    };
}
