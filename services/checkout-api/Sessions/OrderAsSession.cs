using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Offers;
using Checkout.Contracts.Fulfilment;

namespace Checkout.Api.Sessions;

/// <summary>Shows an order that was submitted whole as the session that it never was, so that every dialect can read it.</summary>
internal static class OrderAsSession
{
    /// <param name="snapshot">Where the order stands.</param>
    /// <param name="order">What was ordered.</param>
    /// <param name="offer">What it was chosen from; null when it is no more, then only the total is known.</param>
    public static CheckoutSession Of(CheckoutSnapshot snapshot, CheckoutOrder order, Offer? offer)
    {
        var lines = order.Lines.Select(line => LineOf(line, offer)).ToList();
        var rest = order.Amount.MinorUnits - lines.Sum(line => line.Gross);
        if (rest != 0)
        {
            lines.Add(new SessionLine("rest", "rest", "Surcharges and prices not kept", Quantity: 1, rest, Kind: SessionLineKind.Fee));
        }

        // An order has no beginning of its own in its progress; its last change stands for it.
        var at = snapshot.Progress.Trail is [var first, ..] ? first.At : snapshot.Progress.ChangedAt;
        return new CheckoutSession(snapshot.TrackingNumber, order.TenantId, order.Amount.Currency, at, DateTimeOffset.MaxValue)
        {
            UpdatedAt = snapshot.Progress.ChangedAt,
            ReferenceId = order.CorrelationId,
            CustomerUrn = order.CustomerUrn,
            Lines = lines,
            Attempts = [new PaymentAttempt(Number: 1, snapshot.TrackingNumber, order, at, Started: true)],
        };
    }

    private static SessionLine LineOf(OrderLine line, Offer? offer)
    {
        var offered = offer?.Items.FirstOrDefault(item => string.Equals(item.ItemIdentifier, line.ItemIdentifier, StringComparison.Ordinal));
        return new SessionLine(
            line.ItemIdentifier,
            line.ItemIdentifier,
            offered?.Name ?? line.ItemIdentifier,
            line.Quantity,
            offered?.Price.MinorUnits ?? 0,
            offered?.TaxBasisPoints ?? 0,
            ParentItemIdentifier: line.ParentItemIdentifier);
    }
}
