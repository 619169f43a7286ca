using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Sessions;

/// <summary>How a session is to be paid.</summary>
/// <param name="Channel">By what.</param>
/// <param name="InstrumentAsync">
/// Puts what pays into the vault, or finds it; asked only once the session can be paid. Null when it cannot be used after all.
/// </param>
/// <param name="CheckoutUrl">URL below which orders have their URLs, see <see cref="MerchantApi.CheckoutUrl"/>.</param>
/// <param name="Provider">The PSP that the merchant forces, if any.</param>
/// <param name="CardEnding">The last four digits of the card, see <see cref="CardRules.EndingOf"/>.</param>
internal sealed record SessionPayment(
    PaymentChannel Channel,
    Func<CancellationToken, Task<PaymentInstrument?>> InstrumentAsync,
    string CheckoutUrl,
    string? Provider = null,
    string? CardEnding = null);

/// <summary>What became of the wish to pay a session.</summary>
internal abstract record CompletionOutcome
{
    /// <summary>The workflow runs.</summary>
    internal sealed record Started(SessionStanding Standing) : CompletionOutcome;

    /// <summary>It cannot be paid as it stands: incomplete, or paid, given up, expired, or a payment is under way.</summary>
    internal sealed record NotPayable(SessionStanding Standing) : CompletionOutcome;

    /// <summary>Somebody changed it in the meantime. Read it again and ask whether to pay what it is now.</summary>
    internal sealed record Changed : CompletionOutcome;

    /// <summary>What was undone of the last try is not done undoing; try again in a moment.</summary>
    internal sealed record StillUndoing(SessionStanding Standing) : CompletionOutcome;

    /// <summary>What was to pay cannot be used.</summary>
    internal sealed record NotUsable(SessionStanding Standing, string MessageCode) : CompletionOutcome;
}

/// <summary>
/// Pays a session: decides it in the document, then starts the same workflow that a submitted order has. A crash between the two is made
/// good by whoever reads the session next.
/// </summary>
internal sealed class SessionCompletion(
    SessionBook book, SessionReader reader, SessionOrders orders, PaymentService payments, TimeProvider time)
{
    /// <summary>How often a session can be tried; more is not a shopper but somebody who tries cards out.</summary>
    public const int MaxAttempts = 10;

    // An undo takes milliseconds, unless the PSP is away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Pays the session that <paramref name="read"/> shows, exactly as it shows it.</summary>
    public async Task<CompletionOutcome> CompleteAsync(SessionStanding read, SessionPayment payment, CancellationToken cancellationToken)
    {
        read = await reader.UndoneAsync(read, Patience, cancellationToken);
        if (read is not { Stage: SessionStage.Ready or SessionStage.Declined })
        {
            return new CompletionOutcome.NotPayable(read);
        }

        if (read.Attempt?.Progress.Phase is CheckoutPhase.Undoing)
        {
            return new CompletionOutcome.StillUndoing(read);
        }

        var session = read.Session;
        if (session.Attempts.Count >= MaxAttempts)
        {
            return new CompletionOutcome.NotUsable(read, MessageCode.TooManyAttempts);
        }

        var route = new PaymentRouteQuestion(session.TenantId, payment.Channel, session.Currency, payment.Provider);
        if (!await payments.HasRouteAsync(route, cancellationToken))
        {
            return new CompletionOutcome.NotUsable(read, MessageCode.PaymentChannelNotAvailable);
        }

        if (await payment.InstrumentAsync(cancellationToken) is not { } instrument)
        {
            return new CompletionOutcome.NotUsable(read, MessageCode.PaymentMethodNotFound);
        }

        var now = time.GetUtcNow();
        var trackingNumber = TrackingNumber.New(now);
        var order = await orders.MakeAsync(session, trackingNumber, instrument, payment.CheckoutUrl, cancellationToken);
        var attempt = new PaymentAttempt(session.Attempts.Count + 1, trackingNumber, order, now, Started: false, payment.CardEnding);
        var decided = await book.TryChangeAsync(
            session, current => current with { Attempts = [.. current.Attempts, attempt] }, cancellationToken);
        if (decided is null)
        {
            return new CompletionOutcome.Changed();
        }

        // Once decided, the start is seen through even when the caller has gone.
        var started = await orders.StartAsync(decided, attempt, CancellationToken.None);
        return new CompletionOutcome.Started(await reader.StandingAsync(started, CancellationToken.None));
    }
}
