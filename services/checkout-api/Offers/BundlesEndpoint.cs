using Checkout.Api.Checkouts;
using Checkout.Api.OpenApi;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;
using Dapr.Client;

namespace Checkout.Api.Offers;

/// <summary><c>POST …/offer/bundles</c>: resolves what a customer may buy into an offer that a checkout can name.</summary>
internal static class BundlesEndpoint
{
    public static IServiceCollection AddOffers(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(CatalogueOptions.Section);
        services.Configure<CatalogueOptions>(section);
        // Loaded here, not on first use: a broken catalogue stops the start with its name and reason.
        var file = CatalogueBook.Load(section.Get<CatalogueOptions>() ?? new CatalogueOptions());
        return services
            .AddSingleton(provider => new CatalogueBook(
                file, provider.GetRequiredService<DaprClient>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<CatalogueValidator>()
            .AddSingleton<BundlesRequestValidator>()
            .AddSingleton<OfferBook>();
    }

    public static void MapBundles(this IEndpointRouteBuilder routes) => routes
        .MapPost("/bundles", ResolveAsync)
        .Describe("resolveOffer", "Offers", "Resolves what a customer may buy into an offer.")
        .Takes<BundlesRequest>()
        .Produces<BundlesResult>()
        .Produces<BundlesResult>(StatusCodes.Status404NotFound)
        .ProducesValidationProblem()
        .RequireTenant(Scope.CheckoutsRead);

    private static async Task<IResult> ResolveAsync(HttpContext context, OfferBook offers, BundlesRequestValidator validator)
    {
        var (request, problem) = await RequestBody.ReadValidAsync(context, validator);
        if (request is null)
        {
            return problem!;
        }

        using (request)
        {
            var (offer, messageCode) = await offers.MakeAsync(context.GetTenant().Id, request.Value!, context.RequestAborted);
            return offer is null
                ? TypedResults.NotFound(new BundlesResult(new MessageStatus(messageCode!), Offer: null))
                : TypedResults.Ok(new BundlesResult(new MessageStatus(MessageCode.Success), OfferView.Of(offer)));
        }
    }
}
