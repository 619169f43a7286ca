using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Offers;

namespace Checkout.Api.Sessions;

/// <summary>Tells where sessions stand. An order that was submitted whole is read as a session too, by its tracking number.</summary>
internal sealed class SessionReader(
    SessionBook book, CheckoutProgressReader progress, SessionOrders orders, OfferBook offers, StatusWait wait, TimeProvider time)
{
    /// <summary>A session of this tenant by its ID, or by the tracking number of an order; null when there is none.</summary>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<SessionStanding?> FindAsync(string tenantId, string id, CancellationToken cancellationToken)
    {
        if (await book.FindAsync(tenantId, id, cancellationToken) is { } session)
        {
            return await StandingAsync(session, cancellationToken);
        }

        var order = await progress.ReadAsync(id, cancellationToken);
        if (order?.Order is not { } content || !string.Equals(order.TenantId, tenantId, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (content.SessionId is { } sessionId)
        {
            return await FindAsync(tenantId, sessionId, cancellationToken);
        }

        var offer = await offers.FindAsync(content.TenantId, content.OfferIdentifier, cancellationToken);
        return SessionStanding.Of(OrderAsSession.Of(order, content, offer), order, time.GetUtcNow());
    }

    /// <summary>Where a session stands, read from its workflow. A workflow that a crash has left unstarted is started after a while.</summary>
    public async Task<SessionStanding> StandingAsync(CheckoutSession session, CancellationToken cancellationToken)
    {
        CheckoutSnapshot? snapshot = null;
        if (session.LatestAttempt is { } attempt)
        {
            snapshot = await progress.ReadAsync(attempt.TrackingNumber, cancellationToken);
            if (snapshot is null && !attempt.Started)
            {
                session = await orders.TakeOverAsync(session, attempt, cancellationToken);
                snapshot = await progress.ReadAsync(attempt.TrackingNumber, cancellationToken);
            }
        }

        return SessionStanding.Of(session, snapshot, time.GetUtcNow());
    }

    /// <summary>Waits until a payment is decided or the shopper is asked for something, but not longer than <paramref name="patience"/>.</summary>
    public Task<SessionStanding> SettledAsync(SessionStanding standing, TimeSpan patience, CancellationToken cancellationToken) =>
        standing.Stage is SessionStage.Processing
            ? UntilAsync(
                standing,
                reached => reached.Phase is CheckoutPhase.AwaitingShopper or CheckoutPhase.Undoing || reached.Phase.IsFinal(),
                patience,
                cancellationToken)
            : Task.FromResult(standing);

    /// <summary>Waits until what was done of a refused payment is undone, but not longer than <paramref name="patience"/>.</summary>
    public Task<SessionStanding> UndoneAsync(SessionStanding standing, TimeSpan patience, CancellationToken cancellationToken) =>
        standing.Attempt?.Progress.Phase is CheckoutPhase.Undoing
            ? UntilAsync(standing, reached => reached.Phase.IsFinal(), patience, cancellationToken)
            : Task.FromResult(standing);

    private async Task<SessionStanding> UntilAsync(
        SessionStanding standing, Func<CheckoutProgress, bool> isReached, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (standing.Attempt is not { } attempt)
        {
            return standing;
        }

        var latest = await wait.UntilAsync(attempt, isReached, patience, cancellationToken);
        return SessionStanding.Of(standing.Session, latest, time.GetUtcNow());
    }
}
