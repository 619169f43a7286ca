using Checkout.Contracts;
using Checkout.Contracts.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments;

/// <summary>
/// <c>GET /payments/{tenantId}/{trackingNumber}/timeline</c>: what was done and heard about a payment, for checkout-api's operators.
/// </summary>
internal static class PaymentTimelineEndpoint
{
    public static void MapPaymentTimeline(this WebApplication app) =>
        app.MapGet("/payments/{tenantId}/{trackingNumber}/timeline", ReadAsync);

    private static async Task<Results<Ok<IReadOnlyList<TimelineEntry>>, NotFound>> ReadAsync(
        string tenantId, string trackingNumber, PaymentRecords records, CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(tenantId) || !Identifier.IsValid(trackingNumber)
            || await records.FindAsync(trackingNumber, cancellationToken) is not { } payment
            || !string.Equals(payment.TenantId, tenantId, StringComparison.Ordinal))
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Ok(payment.Timeline);
    }
}
