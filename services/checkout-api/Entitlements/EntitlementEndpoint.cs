using System.Net.Http.Json;
using Checkout.Api.OpenApi;
using Checkout.Api.StoredMethods;
using Checkout.Api.Tenants;
using Checkout.Contracts;
using Checkout.Contracts.Fulfilment;
using Dapr.Client;

namespace Checkout.Api.Entitlements;

/// <summary>
/// <c>GET …/customer/entitlements?c={customerUrn}</c>: what a customer of the tenant holds, of all orders that were delivered and not undone.
/// </summary>
internal static class EntitlementEndpoint
{
    public static IServiceCollection AddEntitlements(this IServiceCollection services) => services.AddSingleton<EntitlementService>();

    public static void MapEntitlements(this IEndpointRouteBuilder routes) => routes
        .MapGet("/entitlements", GetAsync)
        .Describe("listEntitlements", "Checkouts", "Lists what a customer holds.", "Oldest first; nothing of an order before it is delivered.")
        .TakesQuery("c", "The customer's URN.")
        .Produces<EntitlementsResult>()
        .ProducesValidationProblem()
        .RequireTenant(Scope.CheckoutsRead);

    private static async Task<IResult> GetAsync(HttpContext context, EntitlementService service)
    {
        var customer = MethodRequest.CustomerOf(context.Request.Query);
        if (!Identifier.IsValid(customer))
        {
            return Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["c"] = [$"Required; {Identifier.Rule}."] });
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new EntitlementsResult(await service.ListAsync(context.GetTenant().Id, customer, context.RequestAborted)));
    }
}

/// <summary>Answer of <c>GET …/customer/entitlements</c>.</summary>
/// <param name="Entitlements">What the customer holds; empty for a customer whom nobody knows.</param>
internal sealed record EntitlementsResult(IReadOnlyList<Entitlement> Entitlements);

/// <summary>The customers' entitlements, which fulfilment-activity keeps; asked through Dapr service invocation.</summary>
internal sealed class EntitlementService(DaprClient dapr) : IDisposable
{
    private readonly HttpClient http = dapr.CreateInvokableHttpClient(AppIds.Fulfilment);

    /// <summary>What a customer holds.</summary>
    /// <exception cref="HttpRequestException">fulfilment-activity did not answer.</exception>
    public async Task<IReadOnlyList<Entitlement>> ListAsync(string tenantId, string customerUrn, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync<IReadOnlyList<Entitlement>>($"/entitlements/{tenantId}/{customerUrn}", cancellationToken) ?? [];

    public void Dispose() => http.Dispose();
}
