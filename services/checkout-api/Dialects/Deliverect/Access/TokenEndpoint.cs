using System.Text.Json.Serialization;
using Checkout.Api.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Checkout.Api.Dialects.Deliverect.Access;

/// <summary>
/// <c>POST /oauth/token</c>: an access token for a tenant's API key (RFC 6749, client credentials). <c>audience</c>, which Deliverect's
/// clients send, makes no difference here: there is one audience.
/// </summary>
internal static class TokenEndpoint
{
    /// <summary>Deliverect's name for all that its Commerce API can do.</summary>
    public const string CommerceScope = "genericCommerce";

    private static readonly string[] ScopesOfCommerce = [Scope.CheckoutsRead, Scope.CheckoutsWrite];

    public static void MapToken(this IEndpointRouteBuilder routes) => routes.MapPost("/oauth/token", IssueAsync).ExcludeFromDescription();

    private static async Task<IResult> IssueAsync(
        HttpContext context, TenantDirectory tenants, TenantRateLimits limits, AccessTokens tokens)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Pragma = "no-cache";
        if (await ClientCredentials.ReadAsync(context) is not { } asked)
        {
            return Refused("invalid_request", "Send each parameter once, as JSON or as a form, and the credentials in one place.");
        }

        if (asked.GrantType is not "client_credentials")
        {
            return asked.GrantType is null
                ? Refused("invalid_request", "grant_type is missing.")
                : Refused("unsupported_grant_type", "Only client_credentials is supported.");
        }

        if (await asked.AuthenticateAsync(tenants, context.RequestAborted) is not { } caller)
        {
            if (asked.IsBasic)
            {
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"checkout\"";
            }

            return Refused("invalid_client", "The client is not known, or its secret is wrong.", StatusCodes.Status401Unauthorized);
        }

        if (!limits.TryAcquire(caller.Tenant, context.Response.Headers))
        {
            return Refused("slow_down", "Too many requests. Use a token until it expires.", StatusCodes.Status429TooManyRequests);
        }

        var scopes = ScopesOfCommerce.Where(caller.Key.Allows).ToList();
        var wanted = asked.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (scopes.Count == 0 || Array.Exists(wanted, scope => scope is not CommerceScope))
        {
            return Refused("invalid_scope", $"This client can have '{CommerceScope}' at most.");
        }

        var (token, expiresIn, expiresAt) = await tokens.IssueAsync(caller, scopes, context.RequestAborted);
        return TypedResults.Ok(new TokenAnswer(
            token, "Bearer", (long)expiresIn.TotalSeconds, expiresAt.ToUnixTimeSeconds(), CommerceScope));
    }

    private static JsonHttpResult<TokenRefusal> Refused(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        TypedResults.Json(new TokenRefusal(error, description), statusCode: status);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken,
        [property: JsonPropertyName("token_type")] string TokenType,
        [property: JsonPropertyName("expires_in")] long ExpiresIn,
        [property: JsonPropertyName("expires_at")] long ExpiresAt,
        [property: JsonPropertyName("scope")] string Scope);

    private sealed record TokenRefusal(
        [property: JsonPropertyName("error")] string Error,
        [property: JsonPropertyName("error_description")] string ErrorDescription);
}
