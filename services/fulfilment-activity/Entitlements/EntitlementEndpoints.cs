using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Fulfilment.Entitlements;

/// <summary><c>GET /entitlements/{tenantId}/{customerUrn}</c>: what a customer holds.</summary>
internal static class EntitlementEndpoints
{
    public static void MapEntitlements(this WebApplication app) => app.MapGet("/entitlements/{tenantId}/{customerUrn}", ListAsync);

    private static async Task<Results<Ok<IReadOnlyList<Entitlement>>, ProblemHttpResult>> ListAsync(
        string tenantId, string customerUrn, EntitlementRecords records, CancellationToken cancellationToken)
    {
        if (!Identifier.IsValid(tenantId) || !Identifier.IsValid(customerUrn))
        {
            return TypedResults.Problem(
                $"tenantId and customerUrn must be {Identifier.Rule}.", statusCode: StatusCodes.Status400BadRequest);
        }

        return TypedResults.Ok((await records.ReadAsync(tenantId, customerUrn, cancellationToken)).Entitlements);
    }
}
