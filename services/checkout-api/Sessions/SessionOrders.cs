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
    SessionBook book, OrderStart start, ReturnState returns, HashKey key, IOptions<CheckoutOptions> options)
{
    private const int NameLength = 32;

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

    /// <summary>Starts the workflow of an attempt, and remembers that it has started.</summary>
    /// <returns>The session afterwards.</returns>
    public async Task<CheckoutSession> StartAsync(CheckoutSession session, PaymentAttempt attempt, CancellationToken cancellationToken)
    {
        await start.ScheduleAsync(attempt.TrackingNumber, attempt.Order, cancellationToken);
        var started = await book.TryChangeAsync(
            session,
            current => current with
            {
                Attempts = [.. current.Attempts.Select(each => each.Number == attempt.Number ? each with { Started = true } : each)],
            },
            cancellationToken);

        // Somebody else was faster; what they wrote is at least as new.
        return started ?? await book.FindAsync(session.TenantId, session.Id, cancellationToken) ?? session;
    }

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
