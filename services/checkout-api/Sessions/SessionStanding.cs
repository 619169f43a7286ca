using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Sessions;

/// <summary>Where a session stands; each dialect has a word of its own for each.</summary>
internal enum SessionStage
{
    /// <summary>Something is missing before it can be paid, see <see cref="SessionStanding.Gaps"/>.</summary>
    Incomplete,

    /// <summary>It can be paid.</summary>
    Ready,

    /// <summary>A payment or the delivery is under way, or nobody knows yet what became of it.</summary>
    Processing,

    /// <summary>The shopper has to pass a challenge, see <see cref="SessionStanding.Challenge"/>.</summary>
    ChallengeRequired,

    /// <summary>The last payment was refused; it can be paid in another way.</summary>
    Declined,

    /// <summary>Paid and delivered.</summary>
    Completed,

    /// <summary>
    /// It was paid for or reserved and failed later, or went wrong for good where it was to be paid; what was done is undone. It cannot be
    /// paid again.
    /// </summary>
    Failed,

    /// <summary>The merchant or its agent gave it up.</summary>
    Cancelled,

    /// <summary>Nobody paid it in time.</summary>
    Expired,
}

/// <summary>What a session misses before it can be paid.</summary>
internal enum SessionGap
{
    /// <summary>It has no item.</summary>
    Items,

    /// <summary>Its items are carried to somewhere, and nobody said where.</summary>
    DeliveryAddress,

    /// <summary>There are ways of delivery, and none is chosen.</summary>
    FulfilmentOption,
}

/// <summary>A session and where it stands.</summary>
/// <param name="Session">The document.</param>
/// <param name="Attempt">The latest try to pay as its workflow tells it; null when there was none.</param>
/// <param name="Stage">The stage.</param>
internal sealed record SessionStanding(CheckoutSession Session, CheckoutSnapshot? Attempt, SessionStage Stage)
{
    /// <summary>The sums.</summary>
    public SessionTotals Totals { get; } = SessionTotals.Of(Session);

    /// <summary>What the shopper has to do; only in <see cref="SessionStage.ChallengeRequired"/>.</summary>
    public Challenge? Challenge => Attempt?.Progress.Challenge;

    /// <summary>Why it was declined or failed, e.g. <c>CARD_DECLINED</c>.</summary>
    public string? ReasonCode => Stage is SessionStage.Declined or SessionStage.Failed ? Attempt?.Progress.ReasonCode : null;

    /// <summary>The same for people.</summary>
    public string? Reason => Stage is SessionStage.Declined or SessionStage.Failed ? Attempt?.Progress.Reason : null;

    /// <summary>Whether it can be changed and given up.</summary>
    public bool IsOpen => Stage is SessionStage.Incomplete or SessionStage.Ready or SessionStage.Declined;

    /// <summary>Grows with every change of the session and of its payment.</summary>
    public string Tag => $"{Session.Version}.{Session.Attempts.Count}.{Attempt?.Progress.Version ?? 0}.{Stage}";

    /// <summary>What it misses.</summary>
    public IReadOnlyList<SessionGap> Gaps => GapsOf(Session);

    /// <summary>Brings document and workflow together.</summary>
    public static SessionStanding Of(CheckoutSession session, CheckoutSnapshot? attempt, DateTimeOffset now) =>
        new(session, attempt, StageOf(session, attempt?.Progress, now));

    private static SessionStage StageOf(CheckoutSession session, CheckoutProgress? progress, DateTimeOffset now)
    {
        if (session.CancelledAt is not null)
        {
            return SessionStage.Cancelled;
        }

        var ofAttempt = session.LatestAttempt is null ? (SessionStage?)null : progress?.Phase switch
        {
            null => SessionStage.Processing, // decided, and the workflow is about to start
            CheckoutPhase.AwaitingShopper => SessionStage.ChallengeRequired,
            CheckoutPhase.Done => SessionStage.Completed,
            CheckoutPhase.Undoing or CheckoutPhase.Failed when IsDecline(progress) => SessionStage.Declined,
            CheckoutPhase.Undoing or CheckoutPhase.Failed or CheckoutPhase.Stuck => SessionStage.Failed,
            _ => SessionStage.Processing,
        };
        if (ofAttempt is not null and not SessionStage.Declined)
        {
            return ofAttempt.Value;
        }

        return now >= session.ExpiresAt ? SessionStage.Expired
            : GapsOf(session).Count > 0 ? SessionStage.Incomplete
            : ofAttempt ?? SessionStage.Ready;
    }

    // The shopper's means of payment was refused, or the shopper did not pass the challenge. Everything else is not the shopper's to mend.
    private static bool IsDecline(CheckoutProgress progress) =>
        progress.ReasonCode is not ExternalOutcomeTold.FailedReason
        && (progress.Decline is not null || progress.ReasonCode?.StartsWith("AUTHENTICATION_", StringComparison.Ordinal) == true);

    private static List<SessionGap> GapsOf(CheckoutSession session)
    {
        var gaps = new List<SessionGap>();
        if (!session.Lines.Any(line => line.Kind is SessionLineKind.Item))
        {
            gaps.Add(SessionGap.Items);
        }

        if (session.FulfilmentOptions.Count > 0)
        {
            if (session.DeliveryAddress is null)
            {
                gaps.Add(SessionGap.DeliveryAddress);
            }

            if (session.ChosenFulfilment is null)
            {
                gaps.Add(SessionGap.FulfilmentOption);
            }
        }

        return gaps;
    }
}
