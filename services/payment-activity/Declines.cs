using Checkout.Contracts.Payments;

namespace Checkout.Payments;

/// <summary>How final each decline is, and what may help. The PSPs' own codes are mapped to ours where their answers are read.</summary>
internal static class Declines
{
    /// <summary>Every reason code that a decline can have.</summary>
    public static readonly IReadOnlyDictionary<string, PaymentDecline> ByReason = new Dictionary<string, PaymentDecline>(StringComparer.Ordinal)
    {
        [ReasonCodes.CardDeclined] = new(DeclineKind.Hard, DeclineAdvice.UseAnotherMethod),
        [ReasonCodes.DoNotHonor] = new(DeclineKind.Soft, DeclineAdvice.UseAnotherMethod),
        [ReasonCodes.InsufficientFunds] = new(DeclineKind.Soft, DeclineAdvice.TryAgainLater),
        [ReasonCodes.LimitExceeded] = new(DeclineKind.Soft, DeclineAdvice.TryAgainLater),
        [ReasonCodes.IssuerUnavailable] = new(DeclineKind.Soft, DeclineAdvice.TryAgainLater),
        [ReasonCodes.ProviderError] = new(DeclineKind.Soft, DeclineAdvice.TryAgainLater),
        [ReasonCodes.ExpiredCard] = new(DeclineKind.Hard, DeclineAdvice.CorrectDetails),
        [ReasonCodes.IncorrectCvc] = new(DeclineKind.Hard, DeclineAdvice.CorrectDetails),
        [ReasonCodes.InvalidCard] = new(DeclineKind.Hard, DeclineAdvice.CorrectDetails),
        [ReasonCodes.InvalidAccount] = new(DeclineKind.Hard, DeclineAdvice.CorrectDetails),
        [ReasonCodes.NotSupported] = new(DeclineKind.Hard, DeclineAdvice.UseAnotherMethod),
        [ReasonCodes.AuthenticationRequired] = new(DeclineKind.Soft, DeclineAdvice.Authenticate),
        [ReasonCodes.AuthenticationFailed] = new(DeclineKind.Hard, DeclineAdvice.UseAnotherMethod),
        [ReasonCodes.ShopperCancelled] = new(DeclineKind.Soft, DeclineAdvice.AskShopper),
        [ReasonCodes.CaptureFailed] = new(DeclineKind.Soft, DeclineAdvice.TryAgainLater),
        [ReasonCodes.NotAuthorized] = new(DeclineKind.Soft, DeclineAdvice.TryAgainLater),
        [ReasonCodes.CardTokenExpired] = new(DeclineKind.Soft, DeclineAdvice.CorrectDetails),
        [ReasonCodes.PaymentMethodNotFound] = new(DeclineKind.Hard, DeclineAdvice.UseAnotherMethod),
        [ReasonCodes.ProviderUnknown] = new(DeclineKind.Hard, DeclineAdvice.UseAnotherMethod),
        [ReasonCodes.PaymentRefused] = new(DeclineKind.Hard, DeclineAdvice.UseAnotherMethod),
        [ExternalOutcomeTold.FailedReason] = new(DeclineKind.Hard, DeclineAdvice.UseAnotherMethod),
        [ReasonCodes.Reversed] = new(DeclineKind.Hard, DeclineAdvice.TryAgainLater),
    };

    /// <summary>The decline behind a reason code; a code that is not known counts as hard, so that nobody insists.</summary>
    public static PaymentDecline Of(string? reasonCode) =>
        ByReason.GetValueOrDefault(reasonCode ?? string.Empty) ?? new(DeclineKind.Hard, DeclineAdvice.UseAnotherMethod);

    /// <summary>Whether it was the PSP or its way to the issuer that could not, so that another PSP may.</summary>
    public static bool IsOfProvider(string? reasonCode) =>
        reasonCode is ReasonCodes.ProviderError or ReasonCodes.IssuerUnavailable or ReasonCodes.NotSupported;
}
