using Checkout.Api.Idempotency;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Ucp;

/// <summary>Who may call, and what the protocol answers to those who may not.</summary>
internal static class UcpScheme
{
    /// <summary><c>Authorization: Bearer</c> or <c>X-API-Key</c>, either with one of a tenant's keys.</summary>
    public static readonly TenantScheme ApiKey = new(AuthenticateAsync, Refuse);

    /// <summary>What is said of <c>Idempotency-Key</c>.</summary>
    public static readonly IdempotencyRules Idempotency = new(IsRequired: false, Refuse);

    private static async Task<Caller?> AuthenticateAsync(HttpContext context) =>
        context.Request.Headers.Authorization.Count > 0 ? await BearerKey.AuthenticateAsync(context)
        : context.Request.Headers[TenantAuthentication.KeyHeader] is [{ Length: > 0 } key]
            ? await context.RequestServices.GetRequiredService<TenantDirectory>().AuthenticateAsync(key, context.RequestAborted)
        : null;

    private static IResult Refuse(HttpContext context, TenantRefusal refusal, string scope)
    {
        switch (refusal)
        {
            case TenantRefusal.Unauthenticated:
                context.Response.Headers.WWWAuthenticate = "Bearer realm=\"ucp\"";
                return UcpProblem.Of(
                    StatusCodes.Status401Unauthorized, "unauthorized", "Show a key of the business as Authorization: Bearer or as X-API-Key.");
            case TenantRefusal.TooManyRequests:
                return UcpProblem.Of(
                    StatusCodes.Status429TooManyRequests, "rate_limit_exceeded", "Please wait as long as Retry-After says.");
            default:
                return UcpProblem.Of(StatusCodes.Status403Forbidden, "insufficient_scope", $"The key does not have the scope '{scope}'.");
        }
    }

    private static IResult Refuse(HttpContext context, IdempotencyProblem problem) => problem switch
    {
        IdempotencyProblem.Conflicting => UcpProblem.Conflict(
            "idempotency_conflict", "The Idempotency-Key came before with another content."),
        IdempotencyProblem.InFlight => UcpProblem.Conflict(
            "idempotency_in_flight", "The first request with this Idempotency-Key is being worked on."),
        _ => UcpProblem.Invalid("The header Idempotency-Key has to have one value of 1 to 255 visible ASCII characters."),
    };
}
