namespace Checkout.Api.Tenants;

/// <summary>A merchant, as the secret <c>tenants</c> describes it.</summary>
/// <param name="Name">For people.</param>
/// <param name="Keys">API keys that are accepted; more than one while a key is being replaced.</param>
/// <param name="ShopUrl">Where a shopper's browser goes after 3-D Secure; null shows a page of our own.</param>
/// <param name="RateLimit">Requests that it may make in each window of <see cref="RateLimitOptions"/>; null for the usual number.</param>
internal sealed record Tenant(string Name, IReadOnlyList<TenantKey> Keys, string? ShopUrl = null, int? RateLimit = null)
{
    /// <summary>The value of <c>x-tn</c>; it is the name of the tenant's entry in the secret.</summary>
    public string Id { get; init; } = string.Empty;
}

/// <summary>One API key of a tenant. Keys are long random strings, so an unsalted hash does not help a thief.</summary>
/// <param name="Hash">SHA-256 of the key, hex.</param>
/// <param name="Scopes">What it may be used for (<see cref="Scope"/>); null for all that a merchant does.</param>
/// <param name="ExpiresAt">From then on it is not accepted; null for never.</param>
internal sealed record TenantKey(string Hash, IReadOnlyList<string>? Scopes = null, DateTimeOffset? ExpiresAt = null)
{
    public bool Allows(string scope) => (Scopes ?? Scope.OfMerchants).Contains(scope, StringComparer.Ordinal);
}

/// <summary>Who calls: the tenant, and the key that it showed.</summary>
internal sealed record Caller(Tenant Tenant, TenantKey Key);
