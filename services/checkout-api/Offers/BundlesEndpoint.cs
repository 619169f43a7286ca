using Checkout.Api.Checkouts;
using Checkout.Api.OpenApi;
using Checkout.Api.Tenants;
using Checkout.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Api.Offers;

/// <summary><c>POST …/offer/bundles</c>: resolves what a customer may buy into an offer that a checkout can name.</summary>
internal static class BundlesEndpoint
{
    public static IServiceCollection AddOffers(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(CatalogueOptions.Section);
        services.Configure<CatalogueOptions>(section);
        // Loaded here, not on first use: a broken catalogue stops the start with its name and reason.
        return services
            .AddSingleton(Catalogue.Load(section.Get<CatalogueOptions>() ?? new CatalogueOptions()))
            .AddSingleton<OfferBook>();
    }

    public static void MapBundles(this IEndpointRouteBuilder routes) => routes
        .MapPost("/bundles", ResolveAsync)
        .Describe("resolveOffer", "Offers", "Resolves what a customer may buy into an offer.")
        .RequireTenant(Scope.CheckoutsRead);

    private static async Task<Results<Ok<BundlesResult>, NotFound<BundlesResult>, ValidationProblem>> ResolveAsync(
        BundlesRequest request, OfferBook offers, HttpContext context)
    {
        if (!Identifier.IsValid(request.CustomerUrn))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["customerUrn"] = [$"Required; {Identifier.Rule}."],
            });
        }

        var offer = await offers.MakeAsync(context.GetTenant().Id, request.CustomerUrn, context.RequestAborted);
        return offer is null
            ? TypedResults.NotFound(new BundlesResult(new MessageStatus("NO_OFFER_FOUND"), Offer: null))
            : TypedResults.Ok(new BundlesResult(new MessageStatus("SUCCESS"), OfferView.Of(offer)));
    }
}
