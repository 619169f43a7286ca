using Checkout.Api.Checkouts;
using Checkout.Api.Checkouts.Status;
using Checkout.Contracts.Operations;

namespace Checkout.Api.Operations;

/// <summary>All that is known of how an order went, from every app that had a part in it.</summary>
internal sealed class OrderTimeline(PaymentService payments, OperatorAudit audit)
{
    /// <summary>The timeline of an order, oldest first.</summary>
    /// <exception cref="HttpRequestException">payment-activity did not answer.</exception>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    public async Task<IReadOnlyList<TimelineEntry>> ReadAsync(CheckoutSnapshot order, CancellationToken cancellationToken)
    {
        var payment = await payments.TimelineAsync(order.TenantId, order.TrackingNumber, cancellationToken);
        var actions = await audit.ReadAsync(order.TrackingNumber, cancellationToken);
        return [.. order.Progress.Trail.Concat(payment).Concat(actions.Select(action => action.ToTimeline())).OrderBy(entry => entry.At)];
    }
}
