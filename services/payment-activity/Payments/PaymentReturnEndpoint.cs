using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments;

/// <summary>
/// <c>PUT /payments/{tenantId}/{trackingNumber}/return</c>: what the shopper's browser brought back from a challenge, which checkout-api
/// hands over before it tells the workflow. So it is in no workflow's history.
/// </summary>
internal static class PaymentReturnEndpoint
{
    public static void MapPaymentReturn(this WebApplication app) =>
        app.MapPut("/payments/{tenantId}/{trackingNumber}/return", RecordAsync);

    private static async Task<Results<NoContent, NotFound, BadRequest>> RecordAsync(
        string tenantId, string trackingNumber, PaymentReturn returned, PaymentRecords records, CancellationToken cancellationToken)
    {
        if (!returned.IsUsable()
            || !Identifier.IsValid(tenantId)
            || !Identifier.IsValid(trackingNumber))
        {
            return TypedResults.BadRequest();
        }

        if (await records.ReadAsync(trackingNumber, tenantId, cancellationToken) is not { } payment)
        {
            return TypedResults.NotFound();
        }

        // Only a payment that waits for the shopper has a use for it.
        await records.UpdateAsync(
            payment,
            current => current.Status is PaymentStatus.ActionRequired
                && returned.After(current.Returned) is var all && all != current.Returned
                ? current with { Returned = all }
                : current,
            cancellationToken);
        return TypedResults.NoContent();
    }
}
