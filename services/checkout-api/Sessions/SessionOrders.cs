using System.Security.Cryptography;
using System.Text;
using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Return;
using Checkout.Api.Checkouts.Submission;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Checkout.Contracts.Payments;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Sessions;

/// <summary>Makes orders of sessions and starts their workflows.</summary>
internal sealed class SessionOrders(
    SessionBook book, OrderStart start, ReturnState returns, HashKey key, IOptions<CheckoutOptions> options, TimeProvider time)
{
    private const int NameLength = 32;

    // A takeover never meets a start that is still on its way.
    private static readonly TimeSpan Limit = AdmissionBook.Lease / 3;

    /// <summary>The order that pays a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="trackingNumber">The order's number.</param>
    /// <param name="instrument">What pays.</param>
    /// <param name="checkoutUrl">URL below which orders have their URLs.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<CheckoutOrder> MakeAsync(
        CheckoutSession session,
        string trackingNumber,
        PaymentInstrument instrument,
        string checkoutUrl,
        CancellationToken cancellationToken)
    {
        var totals = SessionTotals.Of(session);
        return new CheckoutOrder(
            session.TenantId,
            session.CustomerUrn ?? await CustomerOfAsync(session, cancellationToken),
            session.ReferenceId ?? session.Id,
            session.Id,
            [.. session.Lines
                .Where(line => line.Kind is SessionLineKind.Item)
                .GroupBy(line => (line.ItemIdentifier, line.ParentItemIdentifier))
                .Select(same => new OrderLine(same.Key.ItemIdentifier, same.Sum(line => line.Quantity), same.Key.ParentItemIdentifier))],
            new Money(totals.Total - session.PaidElsewhere, session.Currency),
            instrument,
            await returns.UrlAsync(checkoutUrl, trackingNumber, cancellationToken),
            options.Value.Deadlines,
            new Money(totals.Tax, session.Currency),
            SessionId: session.Id,
            ShopUrl: session.ShopUrl);
    }

    /// <summary>Starts the workflow of an attempt that is no older than a third of the lease, and remembers that.</summary>
    /// <returns>The session afterwards.</returns>
    /// <exception cref="OperationCanceledException">It took too long; it may have started all the same.</exception>
    public async Task<CheckoutSession> StartAsync(CheckoutSession session, PaymentAttempt attempt, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        if (time.GetUtcNow() - attempt.At >= Limit)
        {
            // The process stood still, and somebody else may be about to start it.
            throw new OperationCanceledException("The order took too long to start.");
        }

        await start.ScheduleAsync(attempt.TrackingNumber, attempt.Order, limit.Token);
        var started = await book.TryChangeAsync(session, current => With(current, attempt with { Started = true }), cancellationToken);

        // Somebody else was faster; what they wrote is at least as new.
        return started ?? await book.FindAsync(session.TenantId, session.Id, cancellationToken) ?? session;
    }

    /// <summary>
    /// Starts what was decided and then, after a crash, not started. A finished workflow's ID can be started again on Dapr, so no two may do
    /// it at a time: it waits for the lease, and takes a lease of its own.
    /// </summary>
    /// <returns>The session afterwards; unchanged while the lease holds, and when somebody else has taken it over.</returns>
    public async Task<CheckoutSession> TakeOverAsync(CheckoutSession session, PaymentAttempt attempt, CancellationToken cancellationToken)
    {
        var mine = attempt with { At = time.GetUtcNow() };
        return mine.At - attempt.At >= AdmissionBook.Lease
            && await book.TryChangeAsync(session, current => With(current, mine), cancellationToken) is { } taken
                ? await StartAsync(taken, mine, cancellationToken)
                : session;
    }

    private static CheckoutSession With(CheckoutSession session, PaymentAttempt attempt) => session with
    {
        Attempts = [.. session.Attempts.Select(each => each.Number == attempt.Number ? attempt : each)],
    };

    // The same buyer is the same customer, under a name that does not tell the address.
    private async Task<string> CustomerOfAsync(CheckoutSession session, CancellationToken cancellationToken)
    {
        if (session.Buyer?.Email is not { Length: > 0 } email)
        {
            return session.Id;
        }

        var secret = await key.GetAsync(cancellationToken);
        var hash = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"customer:{session.TenantId}:{email.ToUpperInvariant()}"));
        return $"cu_{Convert.ToHexStringLower(hash)[..NameLength]}";
    }
}
