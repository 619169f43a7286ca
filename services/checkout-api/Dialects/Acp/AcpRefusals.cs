using Checkout.Api.Sessions;
using Checkout.Api.Sessions.DelegatedPayments;

namespace Checkout.Api.Dialects.Acp;

/// <summary>Refusals in ACP's words. What has to do with the moment is 409 and may be tried again.</summary>
internal static class AcpRefusals
{
    private const string RetryAfterSeconds = "1";

    public static IResult Answer(HttpContext context, AcpRefusal refusal, AcpOutcome outcome, AcpNames names)
    {
        var statusCode = StatusOf(refusal);
        if (refusal is AcpRefusal.NotCancelable)
        {
            context.Response.Headers.Allow = HttpMethods.Get;
        }

        if (refusal is AcpRefusal.PaymentUnderWay or AcpRefusal.StillUndoing or AcpRefusal.Changed)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return ErrorOf(refusal, outcome, names).ToResult(statusCode);
    }

    private static int StatusOf(AcpRefusal refusal) => refusal switch
    {
        AcpRefusal.NotFound => StatusCodes.Status404NotFound,
        AcpRefusal.NotCancelable => StatusCodes.Status405MethodNotAllowed,
        AcpRefusal.Closed or AcpRefusal.PaymentUnderWay or AcpRefusal.Changed or AcpRefusal.StillUndoing => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };

    private static AcpError ErrorOf(AcpRefusal refusal, AcpOutcome outcome, AcpNames names) => refusal switch
    {
        AcpRefusal.NotFound => AcpError.Invalid("not_found", "There is no such checkout session."),
        AcpRefusal.Closed => AcpError.Invalid("session_closed", "The checkout session is completed, canceled or expired."),
        AcpRefusal.NotCancelable => AcpError.Invalid("not_cancelable", "The checkout session is completed or canceled already."),
        AcpRefusal.PaymentUnderWay => AcpError.Invalid("payment_in_progress", "A payment of the checkout session is under way."),
        AcpRefusal.Changed => AcpError.Invalid("conflict", "The checkout session was changed in the meantime. Please read it again."),
        AcpRefusal.StillUndoing => AcpError.Invalid(
            "conflict", "The last payment is still being taken back. Please try again in a moment."),
        AcpRefusal.NotReady => AcpError.Invalid(
            "missing", "The checkout session is not ready for payment.", MissingParam(outcome.Gaps, names)),
        AcpRefusal.UnknownFulfilmentOption => AcpError.Invalid("invalid", "This way of delivery is not offered.", names.FulfilmentOption),
        AcpRefusal.TokenNotUsable => TokenError(outcome.Token ?? TokenRefusal.Unknown, names),
        AcpRefusal.TooManyAttempts => AcpError.Invalid("too_many_attempts", "Too many payments of the checkout session were declined."),
        AcpRefusal.NotRoutable => AcpError.Invalid("unsupported", "Nobody takes such a payment in this currency.", "$.payment_data"),
        _ => AcpError.Invalid(
            "requires_3ds",
            "The bank that issued the card wants to authenticate the shopper. Send authentication_result once the shopper has been there.",
            "$.authentication_result"),
    };

    private static string MissingParam(IReadOnlyList<SessionGap>? gaps, AcpNames names) => gaps switch
    {
        [SessionGap.DeliveryAddress, ..] => names.Address,
        [SessionGap.FulfilmentOption, ..] => names.FulfilmentOption,
        _ => names.Items,
    };

    private static AcpError TokenError(TokenRefusal refusal, AcpNames names) => refusal switch
    {
        TokenRefusal.Expired => AcpError.Invalid("token_expired", "The time of the token is over.", names.Token),
        TokenRefusal.Used => AcpError.Invalid("token_used", "The token was used already; it is good for one payment.", names.Token),
        TokenRefusal.OverLimit => AcpError.Invalid("allowance_exceeded", "The total is more than the token may pay.", names.Token),
        TokenRefusal.OtherCurrency => AcpError.Invalid("allowance_exceeded", "The token is for another currency.", names.Token),
        TokenRefusal.OtherSession => AcpError.Invalid("token_not_allowed", "The token is for another checkout session.", names.Token),
        TokenRefusal.OtherCustomer => AcpError.Invalid("token_not_allowed", "The stored method belongs to another customer.", names.Token),
        _ => AcpError.Invalid("invalid_token", "Nobody knows this token here.", names.Token),
    };
}
