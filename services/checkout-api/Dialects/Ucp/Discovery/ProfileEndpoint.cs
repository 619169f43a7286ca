using Checkout.Api.Checkouts;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.Ucp.Discovery;

/// <summary><c>GET /.well-known/ucp</c>: what this service speaks, for everybody.</summary>
internal static class ProfileEndpoint
{
    // Profiles may be cached by anybody, at least a minute.
    private const string Caching = "public, max-age=300";

    public static void MapProfile(this IEndpointRouteBuilder routes) => routes
        .MapGet("/.well-known/ucp", Get)
        .ExcludeFromDescription();

    private static IResult Get(HttpContext context, PaymentHandlers handlers, IOptions<CheckoutOptions> options)
    {
        context.Response.Headers.CacheControl = Caching;
        return Results.Json(UcpProfile.At(MerchantApi.RootUrl(context, options.Value.PublicUrl), handlers), UcpProtocol.Json);
    }
}
