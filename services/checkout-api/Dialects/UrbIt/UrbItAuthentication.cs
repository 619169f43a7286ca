using System.Security.Cryptography;
using System.Text;
using Checkout.Api.Checkouts;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;
using Checkout.ServiceDefaults;
using Dapr.Client;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>
/// Lets in whoever signs with a store key of a tenant. A signature is good for fifteen minutes around its timestamp, and its nonce once: a
/// request that is overheard cannot be sent again.
/// </summary>
internal sealed class UrbItAuthentication(
    TenantDirectory tenants, DaprClient dapr, IOptions<CheckoutOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    public static readonly TenantScheme Scheme = new(
        context => context.RequestServices.GetRequiredService<UrbItAuthentication>().AuthenticateAsync(context), Refuse);

    private async Task<Caller?> AuthenticateAsync(HttpContext context)
    {
        if (!UwaAuthorization.TryRead(context.Request, out var authorization)
            || (authorization.Timestamp - time.GetUtcNow()).Duration() > Skew
            || await tenants.FindSigningKeyAsync(authorization.StoreKey, context.RequestAborted) is not var (tenant, key)
            || !await IsSignedAsync(context, Convert.FromBase64String(key.Secret), authorization)
            || !await IsFirstAsync(key.Id, authorization.Nonce, context.RequestAborted))
        {
            return null;
        }

        return new Caller(tenant, new TenantKey(string.Empty, key.Scopes));
    }

    private async Task<bool> IsSignedAsync(HttpContext context, byte[] secret, UwaAuthorization authorization)
    {
        var body = await BufferedBody.ReadAsync(context);
        return body is not null && UrlsOf(context).Any(url => CryptographicOperations.FixedTimeEquals(
            authorization.Signature, UwaSignature.Of(secret, context.Request.Method, url, authorization, body)));
    }

    // Behind a proxy the caller has signed the public address.
    private IEnumerable<string> UrlsOf(HttpContext context)
    {
        yield return context.Request.GetEncodedUrl();
        if (options.Value.PublicUrl is { } publicUrl)
        {
            yield return publicUrl.TrimEnd('/') + context.Request.GetEncodedPathAndQuery();
        }
    }

    // Only a signed nonce is kept, so nobody can fill the store or use up a nonce of somebody else's.
    private Task<bool> IsFirstAsync(string keyId, string nonce, CancellationToken cancellationToken) => dapr.TryCreateAsync(
        $"urb-it-nonce-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{keyId.ToUpperInvariant()}:{nonce}")))}",
        new UsedNonce(time.GetUtcNow()),
        2 * Skew,
        cancellationToken);

    private static IResult Refuse(HttpContext context, TenantRefusal refusal, string scope)
    {
        switch (refusal)
        {
            case TenantRefusal.Unauthenticated:
                context.Response.Headers.WWWAuthenticate = "UWA";
                return UrbItProblem.Of(
                    StatusCodes.Status401Unauthorized, "The Authorization header is missing, is not signed by a store key, is too old or was used before.");
            case TenantRefusal.TooManyRequests:
                return UrbItProblem.Of(StatusCodes.Status429TooManyRequests, "Too many requests; wait as long as Retry-After says.");
            default:
                return UrbItProblem.Of(StatusCodes.Status403Forbidden, $"The store key does not have the scope '{scope}'.");
        }
    }

    private sealed record UsedNonce(DateTimeOffset At);
}
