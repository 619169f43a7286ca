namespace Checkout.Payments.Providers.PayPal;

/// <summary>What came back from one call: a body, PayPal's refusal, or neither when the outcome is unknown.</summary>
/// <param name="Body">The object, when the call succeeded.</param>
/// <param name="Error">PayPal's own refusal.</param>
/// <param name="Status">HTTP status; 0 when there was no answer.</param>
/// <param name="TimedOut">No answer in time.</param>
internal sealed record PayPalReply<T>(T? Body = null, PayPalError? Error = null, int Status = 0, bool TimedOut = false)
    where T : class
{
    /// <summary>
    /// PayPal has refused and that is final: nothing happened because of this call. Not final are 401 (our credentials, not the payment),
    /// 409 (an earlier request is at work), 429 (ask again later) and every 5xx.
    /// </summary>
    public bool Refused => Error?.Name is not null && Status is 400 or 403 or 404 or 422;

    /// <summary>PayPal does not take our credentials: nothing happened, and nothing is said of the payment.</summary>
    public bool Unauthorized => Status == 401;

    /// <summary>There is no such thing at PayPal.</summary>
    public bool NotFound => Refused && Status == 404;

    public string UnknownReason => TimedOut ? ReasonCodes.PspTimeout : ReasonCodes.PspUnavailable;

    /// <summary>The same outcome of a call that should have given something else.</summary>
    public PayPalReply<TOther> As<TOther>()
        where TOther : class => new(Body: null, Error, Status, TimedOut);
}
