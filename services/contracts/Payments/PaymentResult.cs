using System.Text.Json.Serialization;

namespace Checkout.Contracts.Payments;

/// <summary>Where a payment stands, as far as the PSP has told us.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaymentStatus>))]
public enum PaymentStatus
{
    /// <summary>Sent, and no answer that we could trust: it may or may not have happened. Inquire; never assume.</summary>
    Unknown,

    /// <summary>The PSP has no payment under our reference.</summary>
    NotFound,

    /// <summary>The PSP works on it and will tell later.</summary>
    Pending,

    /// <summary>The shopper has to do something first, see <see cref="PaymentResult.Action"/>.</summary>
    ActionRequired,

    /// <summary>The amount is held on the shopper's account.</summary>
    Authorized,

    /// <summary>The amount is taken.</summary>
    Captured,

    /// <summary>Refused; no money is held.</summary>
    Declined,

    /// <summary>Voided, refunded or cancelled; no money is held or taken.</summary>
    Reversed,

    /// <summary>The PSP holds or has taken another amount than the order's. It is never captured or delivered, only given back.</summary>
    Mismatched,
}

/// <summary>Answer of every payment activity. Declines are values; exceptions are faults and are retried.</summary>
/// <param name="Status">Where the payment stands.</param>
/// <param name="PspReference">The PSP's identifier of the payment, once known.</param>
/// <param name="Action">What the shopper has to do; set exactly when <see cref="PaymentStatus.ActionRequired"/>.</param>
/// <param name="ReasonCode">Why it was declined or is unknown, e.g. <c>CARD_DECLINED</c>, <c>PSP_TIMEOUT</c>.</param>
/// <param name="Reason">The same for people; safe to show to the merchant.</param>
/// <param name="Decline">How final it is; set exactly when <see cref="PaymentStatus.Declined"/>.</param>
/// <param name="TryAgain">Whether a further attempt, with the next number, may succeed: authenticated, or at another PSP.</param>
public sealed record PaymentResult(
    PaymentStatus Status,
    string? PspReference = null,
    PaymentAction? Action = null,
    string? ReasonCode = null,
    string? Reason = null,
    PaymentDecline? Decline = null,
    bool TryAgain = false)
{
    /// <summary>
    /// Reason code of an unknown payment at a PSP that cannot be asked for it: only the same authorisation sent again, under its
    /// idempotency key, brings the answer to the first one.
    /// </summary>
    public const string AskByRepeating = "PSP_ASK_BY_REPEATING";
}

/// <summary>A step that the shopper takes in a browser, e.g. a 3-D Secure challenge.</summary>
/// <param name="Identifier">The PSP's reference of the step.</param>
/// <param name="RedirectUrl">Page to send the browser to.</param>
/// <param name="HtmlContent">HTML to render instead of a redirect, when the PSP wants a form post.</param>
/// <param name="HasNextSteps">Whether more steps may follow this one.</param>
public sealed record PaymentAction(string Identifier, string? RedirectUrl, string? HtmlContent = null, bool HasNextSteps = true);
