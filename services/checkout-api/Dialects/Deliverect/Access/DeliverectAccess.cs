using Checkout.Api.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Api.Dialects.Deliverect.Access;

/// <summary>
/// Who may call: the owner of an access token, for its own accounts only. A foreign account is 403 <c>insufficient_permissions</c>, in
/// Deliverect's words for what a caller may not see.
/// </summary>
internal static class DeliverectAccess
{
    private const string AccountParameter = "accountId";
    private const string Realm = "Bearer realm=\"checkout\"";

    private static readonly TenantScheme ByToken = new(AuthenticateAsync, Refuse);

    private static readonly TenantScheme ByTokenOrSignature = new(
        async context => await AuthenticateAsync(context) ?? await SignedUpdate.AuthenticateAsync(context), Refuse);

    /// <summary>Requires an access token with <paramref name="scope"/>, and an account of its owner in the path.</summary>
    public static RouteHandlerBuilder RequireAccount(this RouteHandlerBuilder route, string scope) => route.RequireAccount(scope, ByToken);

    /// <summary>The same, also for a body that is signed, see <see cref="SignedUpdate"/>.</summary>
    public static RouteHandlerBuilder RequireAccountOrSignature(this RouteHandlerBuilder route, string scope) =>
        route.RequireAccount(scope, ByTokenOrSignature);

    private static RouteHandlerBuilder RequireAccount(this RouteHandlerBuilder route, string scope, TenantScheme scheme) => route
        .ExcludeFromDescription()
        .RequireTenant(scope, scheme)
        .AddEndpointFilter(async (invocation, next) => IsOwn(invocation.HttpContext)
            ? await next(invocation)
            : Refused(StatusCodes.Status403Forbidden, "insufficient_permissions", "Not allowed to access this account."));

    /// <summary>The account as the caller writes it.</summary>
    public static string GetAccount(this HttpContext context) => (string)context.GetRouteValue(AccountParameter)!;

    private static bool IsOwn(HttpContext context) => context.GetTenant().IsCalled(context.GetAccount());

    private static async Task<Caller?> AuthenticateAsync(HttpContext context)
    {
        if (BearerKey.TokenOf(context.Request) is not { } token)
        {
            return null;
        }

        var tokens = context.RequestServices.GetRequiredService<AccessTokens>();
        var (caller, isExpired) = await tokens.ReadAsync(token, context.RequestAborted);
        context.Features.Set(new TokenFault(isExpired));
        return caller;
    }

    private static JsonHttpResult<Refusal> Refuse(HttpContext context, TenantRefusal refusal, string scope)
    {
        var headers = context.Response.Headers;
        switch (refusal)
        {
            case TenantRefusal.TooManyRequests:
                return Refused(StatusCodes.Status429TooManyRequests, "too_many_requests", "Wait as long as Retry-After says.");
            case TenantRefusal.ScopeMissing:
                headers.WWWAuthenticate = $"{Realm}, error=\"insufficient_scope\", scope=\"{TokenEndpoint.CommerceScope}\"";
                return Refused(StatusCodes.Status403Forbidden, "insufficient_permissions", $"The token is not good for {scope}.");
            default:
                var fault = context.Features.Get<TokenFault>();
                headers.WWWAuthenticate = fault is null ? Realm : $"{Realm}, error=\"invalid_token\"";
                return fault is { IsExpired: true }
                    ? Refused(StatusCodes.Status401Unauthorized, "token_expired", "token is expired")
                    : Refused(StatusCodes.Status401Unauthorized, "unauthorized", "An access token of POST /oauth/token is required.");
        }
    }

    private static JsonHttpResult<Refusal> Refused(int status, string code, string description) =>
        TypedResults.Json(new Refusal(code, description), statusCode: status);

    // A token was shown, and it was not good.
    private sealed record TokenFault(bool IsExpired);

    private sealed record Refusal(string Code, string Description);
}
