using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Status;
using Checkout.Api.Checkouts.Workflow;
using Checkout.Api.Dialects.Ucp.Answers;
using Checkout.Api.Offers;
using Checkout.Api.Sessions;

namespace Checkout.Api.Dialects.Ucp.Views;

/// <summary>Writes sessions that were paid, and orders that were submitted whole, as orders.</summary>
internal sealed class OrderView(CatalogueBook catalogues, PaymentService payments, CheckoutView checkouts)
{
    private const string Reverse = "reverse";
    private const string Refunded = "refunded";

    /// <param name="context">The request.</param>
    /// <param name="standing">Where the order stands.</param>
    /// <param name="attempt">Its workflow.</param>
    public async Task<UcpOrder> OfAsync(HttpContext context, SessionStanding standing, CheckoutSnapshot attempt)
    {
        var session = standing.Session;
        var page = await checkouts.PageOfAsync(context, session);
        var catalogue = await catalogues.OfAsync(session.TenantId, context.RequestAborted);
        return new UcpOrder(
            UcpEnvelope.OfOrder(),
            attempt.TrackingNumber,
            session.Id,
            page,
            [.. CheckoutView.Items(session).Select(line => LineOf(line, standing))],
            new UcpOrderFulfillment(Expectations(standing, catalogue), Events(standing, attempt, page)),
            await AdjustmentsAsync(standing, attempt, context.RequestAborted),
            session.Currency,
            TotalsView.Of(session),
            session.ReferenceId);
    }

    private static bool IsUndone(SessionStanding standing) => standing.Stage is SessionStage.Failed or SessionStage.Declined;

    private static UcpOrderLineItem LineOf(SessionLine line, SessionStanding standing)
    {
        var wanted = IsUndone(standing) ? 0 : line.Quantity;
        var fulfilled = standing.Stage is SessionStage.Completed ? wanted : 0;
        return new UcpOrderLineItem(
            line.Id,
            new UcpItem(line.ItemIdentifier, line.Name, line.UnitPrice),
            new UcpOrderQuantity(line.Quantity, wanted, fulfilled),
            TotalsView.OfLine(line),
            wanted == 0 ? "removed" : fulfilled == wanted ? "fulfilled" : "processing",
            CheckoutView.ParentOf(line, standing.Session));
    }

    private static List<UcpExpectation> Expectations(SessionStanding standing, TenantCatalogue catalogue)
    {
        var session = standing.Session;
        if (IsUndone(standing))
        {
            return [];
        }

        var carried = CheckoutView.Carried(session, catalogue);
        var destination = FulfillmentView.DestinationOf(session, UcpMemory.Of(session)) ?? new UcpDestination();
        var byWay = CheckoutView.Items(session).ToLookup(line => carried.Contains(line.Id, StringComparer.Ordinal));
        var expectations = new List<UcpExpectation>();
        if (byWay[true].Any())
        {
            var chosen = session.ChosenFulfilment;
            expectations.Add(new UcpExpectation(
                "exp_carried",
                Quantities(byWay[true]),
                chosen is null ? "shipping" : FulfillmentView.TypeOf(chosen),
                destination,
                chosen?.Subtitle ?? chosen?.Title));
        }

        if (byWay[false].Any())
        {
            expectations.Add(new UcpExpectation("exp_digital", Quantities(byWay[false]), "digital", destination, FulfillableOn: "now"));
        }

        return expectations;
    }

    private static List<UcpFulfillmentEvent> Events(SessionStanding standing, CheckoutSnapshot attempt, string page) =>
        standing.Stage is not SessionStage.Completed ? [] :
        [
            new UcpFulfillmentEvent(
                "evt_delivered",
                attempt.Progress.ChangedAt,
                "delivered",
                Quantities(CheckoutView.Items(standing.Session)),
                attempt.TrackingNumber,
                page),
        ];

    // An order that fails is cancelled as a whole; money that was taken comes back as a refund.
    private async Task<IReadOnlyList<UcpAdjustment>> AdjustmentsAsync(
        SessionStanding standing, CheckoutSnapshot attempt, CancellationToken cancellationToken)
    {
        if (!IsUndone(standing))
        {
            return [];
        }

        var progress = attempt.Progress;
        var cancellation = new UcpAdjustment(
            "adj_cancellation",
            "cancellation",
            progress.ChangedAt,
            progress.Phase is CheckoutPhase.Failed ? "completed" : "pending",
            [.. CheckoutView.Items(standing.Session).Select(line => new UcpLineQuantity(line.Id, -line.Quantity))],
            Description: progress.Reason);
        var timeline = await payments.TimelineAsync(attempt.TenantId, attempt.TrackingNumber, cancellationToken);
        var refund = timeline.LastOrDefault(entry =>
            string.Equals(entry.Step, Reverse, StringComparison.Ordinal) && string.Equals(entry.Outcome, Refunded, StringComparison.Ordinal));
        return refund is null
            ? [cancellation]
            :
            [
                cancellation,
                new UcpAdjustment(
                    "adj_refund",
                    "refund",
                    refund.At,
                    "completed",
                    Totals: [new UcpTotal("total", -(attempt.Order?.Amount.MinorUnits ?? standing.Totals.Total - standing.Session.PaidElsewhere))]),
            ];
    }

    private static List<UcpLineQuantity> Quantities(IEnumerable<SessionLine> lines) =>
        [.. lines.Select(line => new UcpLineQuantity(line.Id, line.Quantity))];
}
