using System.Security.Cryptography;
using System.Text.Json;
using Checkout.Contracts;

namespace Checkout.Api.Tenants;

/// <summary>Reads the secret <c>tenants</c>: a JSON object, tenant ID to <see cref="Tenant"/>.</summary>
internal static class TenantSecret
{
    /// <summary>The tenants by ID, whose letter case does not matter.</summary>
    /// <exception cref="JsonException">The secret is not as it should be; the text says where, and quotes no key.</exception>
    public static IReadOnlyDictionary<string, Tenant> Parse(string json)
    {
        var tenants = new Dictionary<string, Tenant>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, tenant) in JsonSerializer.Deserialize<Dictionary<string, Tenant>>(json, JsonSerializerOptions.Web) ?? [])
        {
            Check(id, tenant);
            if (!tenants.TryAdd(id, tenant with { Id = id }))
            {
                throw new JsonException($"Tenant '{id}' is there twice.");
            }
        }

        return tenants;
    }

    private static void Check(string id, Tenant? tenant)
    {
        if (!Identifier.IsValid(id))
        {
            throw new JsonException($"'{id}' cannot be the ID of a tenant.");
        }

        if (tenant is not { Name.Length: > 0, Keys: { } keys } || tenant.RateLimit is <= 0)
        {
            throw new JsonException($"Tenant '{id}' needs 'name' and 'keys'; 'rateLimit' is a positive number.");
        }

        CheckOtherNames(id, tenant);
        foreach (var key in keys)
        {
            if (key is not { Hash.Length: 2 * SHA256.HashSizeInBytes } || !key.Hash.All(char.IsAsciiHexDigit))
            {
                throw new JsonException($"A 'hash' of tenant '{id}' is not the hex form of a SHA-256.");
            }

            if (key.Scopes?.Except(Scope.All, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            {
                throw new JsonException($"Tenant '{id}' has a key with the unknown scope '{unknown}'; there are {string.Join(", ", Scope.All)}.");
            }
        }
    }

    private static void CheckOtherNames(string id, Tenant tenant)
    {
        if (tenant.Accounts?.All(Identifier.IsValid) == false)
        {
            throw new JsonException($"One of the 'accounts' of tenant '{id}' is not {Identifier.Rule}.");
        }

        if (tenant.Links?.All(IsLink) == false)
        {
            throw new JsonException($"A link of tenant '{id}' needs an absolute 'url' and a 'type': {string.Join(", ", TenantLink.Types)}.");
        }

        foreach (var key in tenant.SigningKeys ?? [])
        {
            if (!Identifier.IsValid(key?.Id) || !Convert.TryFromBase64String(key?.Secret ?? "-", new byte[512], out var length) || length == 0)
            {
                throw new JsonException($"A signing key of tenant '{id}' needs an 'id' and a base64 'secret'.");
            }
        }
    }

    private static bool IsLink(TenantLink? link) => link is { Type: { } type, Url: { } url }
        && TenantLink.Types.Contains(type, StringComparer.Ordinal)
        && Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http");
}
