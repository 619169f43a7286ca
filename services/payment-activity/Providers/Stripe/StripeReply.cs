namespace Checkout.Payments.Providers.Stripe;

/// <summary>What came back from one call: a body, Stripe's refusal, or neither when the outcome is unknown.</summary>
/// <param name="Body">The object, when the call succeeded.</param>
/// <param name="Error">Stripe's own refusal.</param>
/// <param name="Status">HTTP status; 0 when there was no answer.</param>
/// <param name="TimedOut">No answer in time.</param>
internal sealed record StripeReply<T>(T? Body = null, StripeError? Error = null, int Status = 0, bool TimedOut = false)
    where T : class
{
    /// <summary>
    /// Stripe has refused and that is final: nothing happened because of this call. Not final are 409 (the first request with this key
    /// still runs), 429 (ask again later), every 5xx, and a key that was used for something else.
    /// </summary>
    public bool Refused => Error is { Type: not StripeError.IdempotencyError } && Status is >= 400 and < 500 and not 409 and not 429;

    /// <summary>
    /// Stripe repeats any answer of a started operation, even a 500, for the same key (docs.stripe.com/api/idempotent_requests).
    /// </summary>
    public bool SpendsKey => Refused || (Error is not null && (Status >= 500 || Error.Type is StripeError.IdempotencyError));

    public string UnknownReason => TimedOut ? ReasonCodes.PspTimeout : ReasonCodes.PspUnavailable;
}
