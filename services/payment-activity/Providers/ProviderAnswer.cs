using Checkout.Contracts;
using Checkout.Contracts.Payments;

namespace Checkout.Payments.Providers;

/// <summary>What a PSP said about a payment.</summary>
/// <param name="Result">Where it stands.</param>
/// <param name="MethodToken">The PSP's token of the method that pays, good for later payments if it was asked to keep it.</param>
/// <param name="NumberSpent">The PSP has bound an error to this operation's idempotency key: a further try needs the next number.</param>
/// <param name="Amount">What the PSP says that it holds or has taken; null when it did not say.</param>
/// <param name="Code">The PSP's own code for it, e.g. a decline code; for the operators' eyes.</param>
internal sealed record ProviderAnswer(
    PaymentResult Result, string? MethodToken = null, bool NumberSpent = false, Money? Amount = null, string? Code = null)
{
    public PaymentStatus Status => Result.Status;

    public static ProviderAnswer Unknown(string reasonCode, bool numberSpent = false) =>
        Of(PaymentStatus.Unknown, reasonCode) with { NumberSpent = numberSpent };

    public static ProviderAnswer Declined(string reasonCode, string? pspReference = null) =>
        Of(PaymentStatus.Declined, reasonCode, pspReference);

    public static ProviderAnswer Reversed(string pspReference) =>
        Of(PaymentStatus.Reversed, ReasonCodes.Reversed, pspReference);

    private static ProviderAnswer Of(PaymentStatus status, string reasonCode, string? pspReference = null) =>
        new(new PaymentResult(
            status,
            pspReference,
            ReasonCode: reasonCode,
            Reason: ReasonCodes.Describe(reasonCode),
            Decline: status is PaymentStatus.Declined ? Declines.Of(reasonCode) : null));
}

/// <summary>What a PSP said about giving a payment back.</summary>
/// <param name="Confirmed">Whether it said that nothing is held or taken.</param>
/// <param name="Kind">One of <see cref="ReversalKinds"/>.</param>
/// <param name="PspReference">The payment given back, when there was one.</param>
/// <param name="NumberSpent">As in <see cref="ProviderAnswer"/>.</param>
internal sealed record ProviderReversal(bool Confirmed, string Kind, string? PspReference = null, bool NumberSpent = false);

/// <summary>What a PSP said about keeping a card.</summary>
/// <param name="Token">Its token of the card; null when it does not keep it.</param>
/// <param name="ReasonCode">Why not; null when it does.</param>
internal sealed record ProviderMethod(string? Token, string? ReasonCode = null);

/// <summary>How a payment was given back.</summary>
internal static class ReversalKinds
{
    public const string Voided = "voided";
    public const string Refunded = "refunded";
    public const string Cancelled = "cancelled";
    public const string Nothing = "nothing";
}
