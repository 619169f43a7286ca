using System.Security.Cryptography;
using System.Text;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Deliverect.Access;

/// <summary>
/// Deliverect signs what it tells with the hex HMAC-SHA256 of the body under a secret that both know, in the header <c>HMAC</c> or
/// <c>X-Server-Authorization-HMAC-SHA256</c>. The secret is the text of a tenant's signing key, as it is written down.
/// </summary>
internal static class SignedUpdate
{
    private static readonly string[] Headers = ["HMAC", "X-Server-Authorization-HMAC-SHA256"];

    /// <summary>The owner of the account in the path, if one of its keys has signed the body; null for anybody else.</summary>
    public static async Task<Caller?> AuthenticateAsync(HttpContext context)
    {
        var given = Headers.Select(name => (string?)context.Request.Headers[name]).FirstOrDefault(value => value is { Length: > 0 });
        var tenants = context.RequestServices.GetRequiredService<TenantDirectory>();
        if (given is null
            || await BufferedBody.ReadAsync(context) is not { } body
            || await tenants.FindByNameAsync(context.GetAccount(), context.RequestAborted) is not { } tenant)
        {
            return null;
        }

        var key = tenant.SigningKeys?.FirstOrDefault(each => CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given.ToLowerInvariant()),
            Encoding.UTF8.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(each.Secret), body)))));
        return key is null ? null : new Caller(tenant, new TenantKey(string.Empty, key.Scopes));
    }
}
