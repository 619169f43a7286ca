namespace Checkout.Api.Tenants;

/// <summary>A merchant, as the secret <c>tenants</c> describes it.</summary>
/// <param name="Name">For people.</param>
/// <param name="Keys">API keys that are accepted; more than one while a key is being replaced.</param>
/// <param name="ShopUrl">Where a shopper's browser goes after 3-D Secure; null shows a page of our own.</param>
/// <param name="RateLimit">Requests that it may make in each window of <see cref="RateLimitOptions"/>; null for the usual number.</param>
/// <param name="Accounts">Other names of the tenant, where a dialect has account IDs of its own.</param>
/// <param name="SigningKeys">Keys with which the tenant signs its requests, where a dialect wants them signed.</param>
/// <param name="Links">The merchant's pages that a shopper should be able to read, where a dialect shows them.</param>
internal sealed record Tenant(
    string Name,
    IReadOnlyList<TenantKey> Keys,
    string? ShopUrl = null,
    int? RateLimit = null,
    IReadOnlyList<string>? Accounts = null,
    IReadOnlyList<SigningKey>? SigningKeys = null,
    IReadOnlyList<TenantLink>? Links = null)
{
    /// <summary>The value of <c>x-tn</c>; it is the name of the tenant's entry in the secret.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Whether a name from outside means this tenant.</summary>
    public bool IsCalled(string name) =>
        string.Equals(Id, name, StringComparison.OrdinalIgnoreCase) || Accounts?.Contains(name, StringComparer.OrdinalIgnoreCase) == true;
}

/// <summary>A page of the merchant's.</summary>
/// <param name="Type">What it tells, one of <see cref="Types"/>.</param>
/// <param name="Url">Its address, absolute.</param>
internal sealed record TenantLink(string Type, string Url)
{
    /// <summary>All types that there are; the words of the Agentic Commerce Protocol.</summary>
    public static readonly IReadOnlyList<string> Types =
        ["terms_of_use", "privacy_policy", "return_policy", "shipping_policy", "contact_us", "about_us", "faq", "support"];
}

/// <summary>A key under which a tenant signs requests. A signature cannot be checked against a hash, so this one is kept as it is.</summary>
/// <param name="Id">What the tenant calls the key by.</param>
/// <param name="Secret">The key, base64.</param>
/// <param name="Scopes">What it may be used for (<see cref="Scope"/>); null for all that a merchant does.</param>
internal sealed record SigningKey(string Id, string Secret, IReadOnlyList<string>? Scopes = null);

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
