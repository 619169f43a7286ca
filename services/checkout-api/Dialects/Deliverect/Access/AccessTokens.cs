using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Api.Checkouts;
using Checkout.Api.Tenants;

namespace Checkout.Api.Dialects.Deliverect.Access;

/// <summary>What an access token says; it is signed, not secret.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="KeyId">The API key that it was given for. A token dies with its key.</param>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="ExpiresAt">From then on it is not accepted, Unix seconds.</param>
internal sealed record AccessGrant(string TenantId, string KeyId, IReadOnlyList<string> Scopes, long ExpiresAt);

/// <summary>
/// Bearer tokens of the OAuth 2.0 token endpoint. A token is its grant with an HMAC-SHA256 under our own key: it is read on every request,
/// and a signature costs no look-up, is good in every instance of this service and survives a restart.
/// </summary>
internal sealed class AccessTokens(HashKey key, TenantDirectory tenants, TimeProvider time)
{
    /// <summary>How long a token is good; Deliverect's own live about as long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Purpose = "access-token";
    private const int KeyIdLength = 16;

    /// <summary>A token for a caller who has shown its API key.</summary>
    public async Task<(string Token, TimeSpan ExpiresIn, DateTimeOffset ExpiresAt)> IssueAsync(
        Caller caller, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expiresAt = now + Lifetime;
        if (caller.Key.ExpiresAt is { } end && end < expiresAt)
        {
            expiresAt = end;
        }

        var grant = new AccessGrant(caller.Tenant.Id, KeyId(caller.Key), scopes, expiresAt.ToUnixTimeSeconds());
        var content = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(grant, JsonSerializerOptions.Web));
        return ($"{content}.{await SignAsync(content, cancellationToken)}", expiresAt - now, expiresAt);
    }

    /// <summary>What a token is good for.</summary>
    /// <returns>The caller, its key narrowed to the token's scopes; null for a token that is not ours, or whose key is no more.</returns>
    public async Task<(Caller? Caller, bool IsExpired)> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (await GrantOfAsync(token, cancellationToken) is not { } grant)
        {
            return (null, IsExpired: false);
        }

        if (DateTimeOffset.FromUnixTimeSeconds(grant.ExpiresAt) <= time.GetUtcNow())
        {
            return (null, IsExpired: true);
        }

        var tenant = await tenants.FindAsync(grant.TenantId, cancellationToken);
        var current = tenant?.Keys.FirstOrDefault(each => string.Equals(KeyId(each), grant.KeyId, StringComparison.Ordinal));
        return tenant is not null && current is not null && !(current.ExpiresAt <= time.GetUtcNow())
            ? (new Caller(tenant, current with { Scopes = [.. grant.Scopes.Where(current.Allows)] }), IsExpired: false)
            : (null, IsExpired: false);
    }

    private async Task<AccessGrant?> GrantOfAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Split('.') is not [var content, var signature] || content.Length == 0)
        {
            return null;
        }

        var ours = await SignAsync(content, cancellationToken);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(ours))
            ? JsonSerializer.Deserialize<AccessGrant>(Base64Url.DecodeFromChars(content), JsonSerializerOptions.Web)
            : null;
    }

    private async Task<string> SignAsync(string content, CancellationToken cancellationToken)
    {
        var secret = await key.GetAsync(cancellationToken);
        return Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{Purpose}:{content}")));
    }

    // Keys are long random strings; a part of the hash tells them apart and says nothing about them.
    private static string KeyId(TenantKey each) => each.Hash[..KeyIdLength].ToLowerInvariant();
}
