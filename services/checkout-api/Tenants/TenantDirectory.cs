using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.ServiceDefaults;
using Dapr.Client;

namespace Checkout.Api.Tenants;

/// <summary>
/// Knows the tenants of the secret <c>tenants</c> (<see cref="TenantSecret"/>). It is read again every minute, so a key can be replaced
/// without a restart; while the secret store is down, or the secret is broken, the tenants read last stay valid.
/// </summary>
internal sealed class TenantDirectory(DaprClient dapr, TimeProvider time, ILogger<TenantDirectory> log)
{
    private const string SecretName = "tenants";
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private static readonly TenantKey NoKey = new(Convert.ToHexStringLower(SHA256.HashData([])));

    private Snapshot? latest;

    /// <summary>Finds a tenant without a key, for what a tenant's own order already proves.</summary>
    public async Task<Tenant?> FindAsync(string tenantId, CancellationToken cancellationToken) =>
        (await TenantsAsync(cancellationToken)).GetValueOrDefault(tenantId);

    /// <summary>Finds the tenant that owns <paramref name="apiKey"/>; null for an unknown tenant, and for a key that is wrong or expired.</summary>
    /// <exception cref="Dapr.DaprException">The secret store cannot be reached and was never read.</exception>
    public async Task<Caller?> AuthenticateAsync(string tenantId, string apiKey, CancellationToken cancellationToken)
    {
        var tenant = await FindAsync(tenantId, cancellationToken);
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));
        TenantKey? match = null;
        foreach (var key in tenant?.Keys ?? [NoKey])
        {
            // No early exit: the time does not tell which key, or whether the tenant exists.
            match = CryptographicOperations.FixedTimeEquals(given, Convert.FromHexString(key.Hash)) ? key : match;
        }

        return tenant is not null && match is not null && !(match.ExpiresAt <= time.GetUtcNow()) ? new Caller(tenant, match) : null;
    }

    /// <summary>The same for a key that comes without the name of its tenant.</summary>
    /// <exception cref="Dapr.DaprException">The secret store cannot be reached and was never read.</exception>
    public async Task<Caller?> AuthenticateAsync(string apiKey, CancellationToken cancellationToken)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));
        Caller? match = null;
        foreach (var tenant in (await TenantsAsync(cancellationToken)).Values)
        {
            foreach (var key in tenant.Keys)
            {
                match = CryptographicOperations.FixedTimeEquals(given, Convert.FromHexString(key.Hash)) ? new Caller(tenant, key) : match;
            }
        }

        return match is not null && !(match.Key.ExpiresAt <= time.GetUtcNow()) ? match : null;
    }

    /// <summary>Finds a tenant by its ID or one of its <see cref="Tenant.Accounts"/>.</summary>
    public async Task<Tenant?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        (await TenantsAsync(cancellationToken)).Values.FirstOrDefault(tenant => tenant.IsCalled(name));

    /// <summary>Finds the key under which a request claims to be signed, and its tenant.</summary>
    public async Task<(Tenant Tenant, SigningKey Key)?> FindSigningKeyAsync(string keyId, CancellationToken cancellationToken)
    {
        foreach (var tenant in (await TenantsAsync(cancellationToken)).Values)
        {
            if (tenant.SigningKeys?.FirstOrDefault(key => string.Equals(key.Id, keyId, StringComparison.OrdinalIgnoreCase)) is { } key)
            {
                return (tenant, key);
            }
        }

        return null;
    }

    private async Task<IReadOnlyDictionary<string, Tenant>> TenantsAsync(CancellationToken cancellationToken)
    {
        var known = latest;
        if (known is not null && time.GetUtcNow() - known.ReadAt < Freshness)
        {
            return known.Tenants;
        }

        try
        {
            latest = new Snapshot(await ReadAsync(cancellationToken), time.GetUtcNow());
        }
        catch (Dapr.DaprException e) when (known is not null)
        {
            log.LogWarning(e, "The secret '{Secret}' cannot be read; the tenants read last stay valid.", SecretName);
            latest = known with { ReadAt = time.GetUtcNow() };
        }

        return latest.Tenants;
    }

    private async Task<IReadOnlyDictionary<string, Tenant>> ReadAsync(CancellationToken cancellationToken)
    {
        var secret = await dapr.GetSecretAsync(Components.SecretStore, SecretName, cancellationToken: cancellationToken);
        try
        {
            return TenantSecret.Parse(secret[SecretName]);
        }
        catch (JsonException e)
        {
            throw new Dapr.DaprException($"The secret '{SecretName}' cannot be used: {e.Message}", e);
        }
    }

    private sealed record Snapshot(IReadOnlyDictionary<string, Tenant> Tenants, DateTimeOffset ReadAt);
}
