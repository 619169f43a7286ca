namespace Checkout.Api.Tenants;

/// <summary><c>Authorization: Bearer</c> with one of a tenant's API keys (RFC 6750); the key alone tells the tenant.</summary>
internal static class BearerKey
{
    private const string Prefix = "Bearer ";

    /// <summary>The owner of the key that the request shows; null for none.</summary>
    public static async Task<Caller?> AuthenticateAsync(HttpContext context) =>
        TokenOf(context.Request) is { } key
            ? await context.RequestServices.GetRequiredService<TenantDirectory>().AuthenticateAsync(key, context.RequestAborted)
            : null;

    /// <summary>What stands behind <c>Bearer</c>; null when there is nothing, or more than one such header.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } value]
        && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && value.Length > Prefix.Length
            ? value[Prefix.Length..].Trim()
            : null;
}
