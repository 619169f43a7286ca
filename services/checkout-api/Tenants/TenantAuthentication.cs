using Microsoft.AspNetCore.Http.Features;

namespace Checkout.Api.Tenants;

/// <summary>Lets only tenants in: <c>x-tn</c> names the tenant, <c>x-api-key</c> proves it. Everything else is 401.</summary>
internal static class TenantAuthentication
{
    private const string TenantHeader = "x-tn";
    private const string KeyHeader = "x-api-key";

    public static IServiceCollection AddTenants(this IServiceCollection services) => services.AddSingleton<TenantDirectory>();

    /// <summary>Requires a tenant; handlers get it with <see cref="GetTenant"/>.</summary>
    public static TBuilder RequireTenant<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            var tenant = await AuthenticateAsync(context);
            if (tenant is null)
            {
                return Results.Problem(
                    $"The headers {TenantHeader} and {KeyHeader} do not name a tenant and one of its keys.",
                    statusCode: StatusCodes.Status401Unauthorized);
            }

            context.Features.Set(tenant);
            return await next(invocation);
        });

    /// <summary>The tenant that the request belongs to.</summary>
    public static Tenant GetTenant(this HttpContext context) => context.Features.GetRequiredFeature<Tenant>();

    private static async Task<Tenant?> AuthenticateAsync(HttpContext context)
    {
        string? tenantId = context.Request.Headers[TenantHeader];
        string? apiKey = context.Request.Headers[KeyHeader];
        if (string.IsNullOrEmpty(tenantId) || string.IsNullOrEmpty(apiKey))
        {
            return null;
        }

        var directory = context.RequestServices.GetRequiredService<TenantDirectory>();
        return await directory.AuthenticateAsync(tenantId, apiKey, context.RequestAborted);
    }
}
