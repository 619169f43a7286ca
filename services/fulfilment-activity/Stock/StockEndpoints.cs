using Checkout.Contracts;
using Checkout.Fulfilment.Orders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Fulfilment.Stock;

/// <summary>What operators say about a stock.</summary>
/// <param name="Available">How many can be taken from now on, 0 or more.</param>
internal sealed record StockRequest(int? Available);

/// <summary>A stock as operators see it.</summary>
/// <param name="ItemIdentifier">The item.</param>
/// <param name="Available">How many can still be taken.</param>
/// <param name="Taken">How many orders of the last 30 days took.</param>
internal sealed record StockView(string ItemIdentifier, int Available, int Taken)
{
    public static StockView Of(string itemIdentifier, StockLevel level) =>
        new(itemIdentifier, level.Available, level.Taken.Values.Sum(taking => taking.Quantity));
}

/// <summary><c>GET</c> and <c>PUT /stock/{tenantId}/{itemIdentifier}</c>, for operators.</summary>
internal static class StockEndpoints
{
    private const string Path = "/stock/{tenantId}/{itemIdentifier}";

    public static void MapStock(this WebApplication app)
    {
        app.MapGet(Path, ReadAsync);
        app.MapPut(Path, SetAsync);
    }

    private static async Task<Results<Ok<StockView>, ProblemHttpResult>> ReadAsync(
        string tenantId, string itemIdentifier, StockRecords stock, ExpiredReservations expired, CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(tenantId) || !Identifier.IsValid(itemIdentifier))
        {
            return Refuse($"tenantId and itemIdentifier must be {Identifier.Rule}.", StatusCodes.Status400BadRequest);
        }

        await expired.ReclaimAsync(tenantId, itemIdentifier);
        return await stock.ReadAsync(tenantId, itemIdentifier, cancellationToken) is { } level
            ? TypedResults.Ok(StockView.Of(itemIdentifier, level))
            : Refuse("The item has no limited stock; it is always available.", StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<StockView>, ProblemHttpResult>> SetAsync(
        string tenantId, string itemIdentifier, StockRequest request, StockRecords stock, CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(tenantId) || !Identifier.IsValid(itemIdentifier))
        {
            return Refuse($"tenantId and itemIdentifier must be {Identifier.Rule}.", StatusCodes.Status400BadRequest);
        }

        return request.Available is { } available and >= 0
            ? TypedResults.Ok(StockView.Of(itemIdentifier, await stock.SetAsync(tenantId, itemIdentifier, available, cancellationToken)))
            : Refuse("available must be 0 or more.", StatusCodes.Status400BadRequest);
    }

    private static ProblemHttpResult Refuse(string detail, int status) => TypedResults.Problem(detail, statusCode: status);
}
