using Checkout.Api.OpenApi;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;

namespace Checkout.Api.Offers;

/// <summary>
/// <c>GET</c> and <c>PUT …/operator/catalogue</c>: what the tenant sells, as a whole. For keys with the scope <see cref="Scope.Operate"/>.
/// </summary>
internal static class CatalogueEndpoints
{
    private const string Path = "/operator/catalogue";
    private const int MaxBodyBytes = 2 * 1024 * 1024;

    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, GetAsync)
            .Describe("getCatalogue", "Operators", "Shows what the tenant sells.")
            .Produces<TenantCatalogue>()
            .RequireTenant(Scope.Operate);
        routes.MapPut(Path, PutAsync)
            .Describe("replaceCatalogue", "Operators", "Replaces what the tenant sells.", "Offers that were made before stay as they are.")
            .Takes<TenantCatalogue>()
            .Produces<TenantCatalogue>()
            .ProducesValidationProblem()
            .RequireTenant(Scope.Operate)
            .WithMetadata(new BodyLimit(MaxBodyBytes));
    }

    private static async Task<IResult> GetAsync(HttpContext context, CatalogueBook catalogues) =>
        TypedResults.Ok(await catalogues.OfAsync(context.GetTenant().Id, context.RequestAborted));

    private static async Task<IResult> PutAsync(HttpContext context, CatalogueBook catalogues, CatalogueValidator validator)
    {
        var (request, problem) = await RequestBody.ReadValidAsync(context, validator);
        if (request is null)
        {
            return problem!;
        }

        using (request)
        {
            await catalogues.SaveAsync(context.GetTenant().Id, request.Value!, context.RequestAborted);
            return TypedResults.Ok(request.Value);
        }
    }
}
