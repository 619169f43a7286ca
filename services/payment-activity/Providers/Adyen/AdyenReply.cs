namespace Checkout.Payments.Providers.Adyen;

/// <summary>What came back from one call: a body, Adyen's refusal, or neither when the outcome is unknown.</summary>
/// <param name="Body">The object, when the call succeeded.</param>
/// <param name="Error">Adyen's own refusal.</param>
/// <param name="Status">HTTP status; 0 when there was no answer.</param>
/// <param name="TimedOut">No answer in time.</param>
/// <param name="Transient">Adyen's header <c>transient-error</c>: the same call under the same key may go better later.</param>
internal sealed record AdyenReply<T>(
    T? Body = null, AdyenError? Error = null, int Status = 0, bool TimedOut = false, bool Transient = false)
    where T : class
{
    /// <summary>
    /// Adyen has refused and that is final: nothing happened because of this call. Not final are a key at work, 429 (ask again later), what
    /// Adyen calls transient, and every 5xx.
    /// </summary>
    public bool Refused =>
        !Transient
        && Error is { ErrorType: not null, ErrorCode: not AdyenError.AlreadyInProgress }
        && Status is >= 400 and < 500 and not 409 and not 429;

    /// <summary>The first answer under a key is given again and again (docs.adyen.com/development-resources/api-idempotency).</summary>
    public bool SpendsKey => Refused || (!Transient && Error?.ErrorType is not null && Status >= 500);

    public string UnknownReason => TimedOut ? ReasonCodes.PspTimeout : ReasonCodes.PspUnavailable;
}
