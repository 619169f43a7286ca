using Checkout.Api.Dialects.Acp;
using Checkout.Api.Dialects.Deliverect;
using Checkout.Api.Dialects.StateSet;
using Checkout.Api.Dialects.Ucp;
using Checkout.Api.Dialects.UrbIt;

namespace Checkout.Api.Dialects;

/// <summary>The languages that sessions are spoken about in; each is a folder here.</summary>
internal static class DialectRegistration
{
    public static void AddDialects(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAcp(configuration);
        services.AddDeliverect();
        services.AddUcp(configuration);
        services.AddUrbIt();
    }

    public static void MapDialects(this IEndpointRouteBuilder routes)
    {
        routes.MapAcp();
        routes.MapDeliverect();
        routes.MapStateSet();
        routes.MapUcp();
        routes.MapUrbIt();
    }
}
