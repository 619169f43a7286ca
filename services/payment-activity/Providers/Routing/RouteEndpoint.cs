using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Payments.Providers.Routing;

/// <summary>
/// <c>GET /routes/{tenantId}?channel=&amp;currency=&amp;provider=</c>: whether anybody takes such a payment. checkout-api asks before it admits an
/// order; 204, or 404 when nobody does.
/// </summary>
internal static class RouteEndpoint
{
    public static void MapRoutes(this WebApplication app) => app.MapGet("/routes/{tenantId}", Find);

    private static Results<NoContent, NotFound, BadRequest> Find(
        string tenantId, PaymentChannel channel, string currency, string? provider, PaymentRouter router)
    {
        if (!Identifier.IsValid(tenantId) || currency.Length != 3 || (provider is not null && !Identifier.IsValid(provider)))
        {
            return TypedResults.BadRequest();
        }

        return router.Choose(new PaymentRoute(string.Empty, tenantId, channel, currency, provider), tried: []) is null
            ? TypedResults.NotFound()
            : TypedResults.NoContent();
    }
}
