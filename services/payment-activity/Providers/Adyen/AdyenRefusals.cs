using System.Collections.Frozen;

namespace Checkout.Payments.Providers.Adyen;

/// <summary>
/// Adyen's refusal reasons (docs.adyen.com/development-resources/refusal-reasons) in our vocabulary. Answers bear the code, notifications
/// only the words. What would tell of fraud or theft is a plain decline to everyone else.
/// </summary>
internal static class AdyenRefusals
{
    /// <summary>Refused without a reason.</summary>
    public const string Plain = "2";

    private static readonly (string Code, string Words, string ReasonCode)[] All =
    [
        (Plain, "Refused", ReasonCodes.CardDeclined),
        ("3", "Referral", ReasonCodes.DoNotHonor),
        ("4", "Acquirer Error", ReasonCodes.ProviderError),
        ("5", "Blocked Card", ReasonCodes.CardDeclined),
        ("6", "Expired Card", ReasonCodes.ExpiredCard),
        ("7", "Invalid Amount", ReasonCodes.LimitExceeded),
        ("8", "Invalid Card Number", ReasonCodes.InvalidCard),
        ("9", "Issuer Unavailable", ReasonCodes.IssuerUnavailable),
        ("10", "Not supported", ReasonCodes.NotSupported),
        ("11", "3D Not Authenticated", ReasonCodes.AuthenticationFailed),
        ("12", "Not enough balance", ReasonCodes.InsufficientFunds),
        ("14", "Acquirer Fraud", ReasonCodes.CardDeclined),
        ("15", "Cancelled", ReasonCodes.ShopperCancelled),
        ("16", "Shopper Cancelled", ReasonCodes.ShopperCancelled),
        ("17", "Invalid Pin", ReasonCodes.CardDeclined),
        ("18", "Pin tries exceeded", ReasonCodes.CardDeclined),
        ("19", "Pin validation not possible", ReasonCodes.CardDeclined),
        ("20", "FRAUD", ReasonCodes.CardDeclined),
        ("21", "Not Submitted", ReasonCodes.ProviderError),
        ("22", "FRAUD-CANCELLED", ReasonCodes.CardDeclined),
        ("23", "Transaction Not Permitted", ReasonCodes.NotSupported),
        ("24", "CVC Declined", ReasonCodes.IncorrectCvc),
        ("25", "Restricted Card", ReasonCodes.CardDeclined),
        ("26", "Revocation Of Auth", ReasonCodes.CardDeclined),
        ("27", "Declined Non Generic", ReasonCodes.DoNotHonor),
        ("28", "Withdrawal amount exceeded", ReasonCodes.LimitExceeded),
        ("29", "Withdrawal count exceeded", ReasonCodes.LimitExceeded),
        ("31", "Issuer Suspected Fraud", ReasonCodes.CardDeclined),
        ("32", "AVS Declined", ReasonCodes.InvalidCard),
        ("33", "Card requires online pin", ReasonCodes.NotSupported),
        ("34", "No checking account available on Card", ReasonCodes.NotSupported),
        ("35", "No savings account available on Card", ReasonCodes.NotSupported),
        ("36", "Mobile pin required", ReasonCodes.NotSupported),
        ("37", "Contactless fallback", ReasonCodes.NotSupported),
        ("38", "Authentication required", ReasonCodes.AuthenticationRequired),
        ("39", "RReq not received from DS", ReasonCodes.AuthenticationFailed),
        ("40", "Current AID is in Penalty Box.", ReasonCodes.NotSupported),
        ("41", "CVM Required Restart Payment", ReasonCodes.NotSupported),
        ("42", "3DS Authentication Error", ReasonCodes.AuthenticationFailed),
        ("43", "Online PIN required", ReasonCodes.NotSupported),
        ("44", "Try another interface", ReasonCodes.NotSupported),
        ("45", "Chip downgrade mode", ReasonCodes.NotSupported),
        ("46", "Transaction blocked by Adyen to prevent excessive retry fees.", ReasonCodes.CardDeclined),
    ];

    private static readonly FrozenDictionary<string, string> ReasonByCode =
        All.ToFrozenDictionary(it => it.Code, it => it.ReasonCode, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> CodeByWords =
        All.ToFrozenDictionary(it => it.Words, it => it.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The codes that are documented.</summary>
    public static IEnumerable<string> Codes => All.Select(it => it.Code);

    /// <summary>The reason code for Adyen's; a plain decline for one that is not known.</summary>
    public static string ReasonOf(string? code) => ReasonByCode.GetValueOrDefault(code ?? string.Empty, ReasonCodes.CardDeclined);

    /// <summary>The code behind a notification's words; null when they are not known.</summary>
    public static string? CodeOf(string? words) => words is null ? null : CodeByWords.GetValueOrDefault(words);
}
