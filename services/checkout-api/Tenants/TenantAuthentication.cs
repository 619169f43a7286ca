using Microsoft.AspNetCore.Http.Features;

namespace Checkout.Api.Tenants;

/// <summary>
/// Lets only tenants in: <c>x-tn</c> names the tenant, <c>x-api-key</c> proves it. Everything else is 401; a key without the scope that is
/// asked for is 403; more requests than the tenant may make are 429.
/// </summary>
internal static class TenantAuthentication
{
    /// <summary>Header with the tenant's ID.</summary>
    public const string TenantHeader = "x-tn";

    /// <summary>Header with the tenant's API key.</summary>
    public const string KeyHeader = "x-api-key";

    private static readonly TenantScheme ApiKeyScheme = new(AuthenticateAsync, Refuse);

    private const string Challenge = $"ApiKey realm=\"checkout\", header=\"{KeyHeader}\"";

    public static IServiceCollection AddTenants(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<RateLimitOptions>(configuration.GetSection(RateLimitOptions.Section))
        .AddSingleton<TenantDirectory>()
        .AddSingleton<TenantRateLimits>();

    /// <summary>Requires a tenant whose key has <paramref name="scope"/>; handlers get it with <see cref="GetTenant"/>.</summary>
    public static TBuilder RequireTenant<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredScope(scope)).RequireTenant(scope, ApiKeyScheme);

    /// <summary>The same for callers who prove in another way who they are, and want to hear of a refusal in their own words.</summary>
    public static TBuilder RequireTenant<TBuilder>(this TBuilder builder, string scope, TenantScheme scheme)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (invocation, next) =>
            await RefuseAsync(invocation.HttpContext, scope, scheme) is { } refusal ? refusal : await next(invocation));

    /// <summary>The tenant that the request belongs to.</summary>
    public static Tenant GetTenant(this HttpContext context) => context.GetCaller().Tenant;

    /// <summary>The tenant, and the key that it showed.</summary>
    public static Caller GetCaller(this HttpContext context) => context.Features.GetRequiredFeature<Caller>();

    private static async Task<IResult?> RefuseAsync(HttpContext context, string scope, TenantScheme scheme)
    {
        if (await scheme.AuthenticateAsync(context) is not { } caller)
        {
            return scheme.Refuse(context, TenantRefusal.Unauthenticated, scope);
        }

        if (!context.RequestServices.GetRequiredService<TenantRateLimits>().TryAcquire(caller.Tenant, context.Response.Headers))
        {
            return scheme.Refuse(context, TenantRefusal.TooManyRequests, scope);
        }

        if (!caller.Key.Allows(scope))
        {
            return scheme.Refuse(context, TenantRefusal.ScopeMissing, scope);
        }

        context.Features.Set(caller);
        return null;
    }

    private static IResult Refuse(HttpContext context, TenantRefusal refusal, string scope)
    {
        switch (refusal)
        {
            case TenantRefusal.Unauthenticated:
                context.Response.Headers.WWWAuthenticate = Challenge;
                return Results.Problem(
                    $"The headers {TenantHeader} and {KeyHeader} do not name a tenant and one of its keys.",
                    statusCode: StatusCodes.Status401Unauthorized);
            case TenantRefusal.TooManyRequests:
                return Results.Problem(
                    "The tenant makes more requests than it may. Please wait as long as Retry-After says.",
                    statusCode: StatusCodes.Status429TooManyRequests);
            default:
                return Results.Problem($"The key does not have the scope '{scope}'.", statusCode: StatusCodes.Status403Forbidden);
        }
    }

    private static async Task<Caller?> AuthenticateAsync(HttpContext context)
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

/// <summary>The scope that an endpoint asks for, for its description.</summary>
internal sealed record RequiredScope(string Scope);
