using Checkout.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Fulfilment.Orders;

/// <summary>An order as operators see it.</summary>
/// <param name="TrackingNumber">Which.</param>
/// <param name="Status">Where its fulfilment stands.</param>
/// <param name="ReasonCode">Why it was refused.</param>
/// <param name="Items">Each line, and where it stands.</param>
/// <param name="ChangedAt">When the status last changed, UTC.</param>
/// <param name="ExpiresAt">Until when the items are held, UTC.</param>
internal sealed record OrderView(
    string TrackingNumber,
    OrderStatus Status,
    string? ReasonCode,
    IReadOnlyList<OrderItem> Items,
    DateTimeOffset ChangedAt,
    DateTimeOffset ExpiresAt)
{
    public static OrderView Of(FulfilmentOrder order) =>
        new(order.TrackingNumber, order.Status, order.ReasonCode, order.Items, order.ChangedAt, order.ExpiresAt);
}

/// <summary><c>GET /orders/{tenantId}/{trackingNumber}</c>, for operators.</summary>
internal static class OrderEndpoint
{
    public static void MapOrders(this WebApplication app) => app.MapGet("/orders/{tenantId}/{trackingNumber}", ReadAsync);

    private static async Task<Results<Ok<OrderView>, NotFound, ProblemHttpResult>> ReadAsync(
        string tenantId, string trackingNumber, OrderRecords orders)
    {
        if (!Identifier.IsValid(tenantId) || !Identifier.IsValid(trackingNumber))
        {
            return TypedResults.Problem(
                $"tenantId and trackingNumber must be {Identifier.Rule}.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await orders.FindAsync(trackingNumber, tenantId) is { } order ? TypedResults.Ok(OrderView.Of(order)) : TypedResults.NotFound();
    }
}
