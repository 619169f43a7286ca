using Checkout.Api.Sessions;
using Checkout.Api.Sessions.DelegatedPayments;

namespace Checkout.Api.Dialects.Acp;

/// <summary>What became of a request: the session as it stands now, or why nothing was done.</summary>
/// <param name="Standing">The session; null when it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Gaps">What is missing, when that is why.</param>
/// <param name="Token">What is wrong with the token, when that is why.</param>
internal sealed record AcpOutcome(
    SessionStanding? Standing, AcpRefusal? Refusal = null, IReadOnlyList<SessionGap>? Gaps = null, TokenRefusal? Token = null)
{
    public static AcpOutcome Of(SessionStanding standing) => new(standing);

    public static AcpOutcome Refused(AcpRefusal refusal) => new(Standing: null, refusal);
}

/// <summary>Why a request is not carried out.</summary>
internal enum AcpRefusal
{
    /// <summary>There is no such session.</summary>
    NotFound,

    /// <summary>It is paid, given up or expired, and cannot be changed or paid any more.</summary>
    Closed,

    /// <summary>The same, for a session that was to be given up.</summary>
    NotCancelable,

    /// <summary>A payment is under way.</summary>
    PaymentUnderWay,

    /// <summary>It was changed again and again while this request was at work.</summary>
    Changed,

    /// <summary>What was undone of the last payment is not done undoing.</summary>
    StillUndoing,

    /// <summary>Something is missing or wrong.</summary>
    NotReady,

    /// <summary>The chosen way of delivery is not offered.</summary>
    UnknownFulfilmentOption,

    /// <summary>The token does not pay.</summary>
    TokenNotUsable,

    /// <summary>The session was tried too often.</summary>
    TooManyAttempts,

    /// <summary>Nobody takes such a payment.</summary>
    NotRoutable,

    /// <summary>The shopper has to be authenticated first, and the request says nothing of it.</summary>
    AuthenticationMissing,
}
