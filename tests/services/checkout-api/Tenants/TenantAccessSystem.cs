using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Api;
using Checkout.Contracts;
using Checkout.Services.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Checkout.Services.Tests.CheckoutApi.Tenants;

/// <summary>checkout-api with tenants whose keys differ in what they allow.</summary>
public sealed class TenantAccessSystem() : ServiceSystem(AppIds.CheckoutApi)
{
    /// <summary>The status of an order that does not exist: 404 for whoever may ask.</summary>
    public const string StatusPath = "/api/c2a/offer/checkout/01JABCDEFGHJKMNPQRSTVWXYZ0/status";

    private const string SecretStore = """
        apiVersion: dapr.io/v1alpha1
        kind: Component
        metadata: { name: secretstore }
        spec:
          type: secretstores.local.file
          version: v1
          metadata:
            - { name: secretsFile, value: secrets.json }
        """;

    protected override IEnumerable<string> Settings => ["--RateLimit:Requests=10000", "--RateLimit:Window=01:00:00"];

    protected override WebApplication Create(string[] args) => CheckoutApiApp.Create(args);

    protected override async Task PrepareAsync()
    {
        var tenants = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["acme"] = new
            {
                name = "Acme",
                keys = new object[]
                {
                    new { hash = Hash("merchant") },
                    new { hash = Hash("next"), expiresAt = DateTimeOffset.UtcNow.AddYears(1) },
                    new { hash = Hash("expired"), expiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) },
                    new { hash = Hash("reader"), scopes = new[] { "checkouts:read" } },
                    new { hash = Hash("operator"), scopes = new[] { "operate" } },
                    new { hash = Hash("writer"), scopes = new[] { "checkouts:write" } },
                },
            },
            ["globex"] = new { name = "Globex", keys = new[] { new { hash = Hash("of-globex") } } },
            ["small"] = new { name = "Small", keys = new[] { new { hash = Hash("merchant-small") } }, rateLimit = 3 },
        };
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["tenants"] = JsonSerializer.Serialize(tenants),
            ["idempotency-key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        await WriteAsync("secretstore.yaml", SecretStore);
        await WriteAsync("secrets.json", JsonSerializer.Serialize(secrets));
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
