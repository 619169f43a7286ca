namespace Checkout.Api.Tenants;

/// <summary>How callers of some routes prove who they are.</summary>
/// <param name="AuthenticateAsync">The caller, or null for one who is nobody's.</param>
/// <param name="Refuse">The answer to a caller who may not; the last argument is the scope that was asked for.</param>
internal sealed record TenantScheme(
    Func<HttpContext, Task<Caller?>> AuthenticateAsync, Func<HttpContext, TenantRefusal, string, IResult> Refuse);

/// <summary>Why a caller is not let in.</summary>
internal enum TenantRefusal
{
    /// <summary>Nobody's key, signature or token: 401.</summary>
    Unauthenticated,

    /// <summary>One request too many: 429. <c>Retry-After</c> is written already.</summary>
    TooManyRequests,

    /// <summary>The key does not have the scope: 403.</summary>
    ScopeMissing,
}
