using Checkout.Api.Checkouts;
using Checkout.Api.Dialects.Acp.V20260417;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Acp;

/// <summary><c>GET /.well-known/acp.json</c>, for everybody.</summary>
internal static class DiscoveryEndpoint
{
    public static void MapDiscovery(this IEndpointRouteBuilder routes) => routes.MapGet("/.well-known/acp.json", Get);

    private static IResult Get(HttpContext context, IOptions<CheckoutOptions> options)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Json(DiscoveryDocument.Of(MerchantApi.RootUrl(context, options.Value.PublicUrl)), AcpJson.Options);
    }
}
