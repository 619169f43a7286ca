using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Checkout.Api;
using Checkout.Contracts;
using Checkout.Services.Tests.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;

/// <summary>checkout-api with two merchants who speak Deliverect's API; payment-activity is not there.</summary>
public sealed class DeliverectSystem() : ServiceSystem(AppIds.CheckoutApi)
{
    public const string Account = "65c35d109a19b819b7cf78d8";
    public const string OtherAccount = "65c35d109a19b819b7cf78d9";
    public const string Store = "65eee6a9984a1bc1b9637c59";

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

    private const string Catalogue = """
        {
          "acme": {
            "items": [
              { "itemIdentifier": "STK-01", "bundleUrn": "b", "name": "Delicious Steak Frites",
                "price": { "minorUnits": 1500, "currency": "EUR" } },
              { "itemIdentifier": "DRNK-01", "bundleUrn": "b", "name": "Coca Cola",
                "price": { "minorUnits": 400, "currency": "EUR" }, "taxBasisPoints": 1900 },
              { "itemIdentifier": "MUG", "bundleUrn": "b", "name": "Mug",
                "price": { "minorUnits": 1000, "currency": "EUR" }, "isCarried": true },
              { "itemIdentifier": "USD-1", "bundleUrn": "b", "name": "Import", "price": { "minorUnits": 100, "currency": "USD" } }
            ],
            "promotions": [ { "promotionCode": "WELCOME", "discountBasisPoints": 1000 } ],
            "fulfilmentOptions": [
              { "id": "fast", "kind": "Shipping", "title": "Fast", "price": 300, "taxBasisPoints": 1900 },
              { "id": "slow", "kind": "Shipping", "title": "Slow", "price": 100, "taxBasisPoints": 1900 }
            ]
          },
          "globex": {
            "items": [ { "itemIdentifier": "STK-01", "bundleUrn": "b", "name": "Steak",
              "price": { "minorUnits": 1500, "currency": "EUR" } } ]
          }
        }
        """;

    protected override IEnumerable<string> Settings => [$"--Catalogue:File={Path.Combine(Folder, "catalogue.json")}"];

    internal DeliverectClient Client(string clientId = Account, string secret = "merchant", string account = Account) =>
        new(() => Http, clientId, secret, account);

    protected override WebApplication Create(string[] args) => CheckoutApiApp.Create(args);

    protected override async Task PrepareAsync()
    {
        var tenants = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["acme"] = new
            {
                name = "Acme",
                accounts = new[] { Account },
                keys = new object[]
                {
                    new { hash = Hash("merchant") },
                    new { hash = Hash("reader"), scopes = new[] { "checkouts:read" } },
                    new { hash = Hash("operator"), scopes = new[] { "operate" } },
                    new { hash = Hash("expired"), expiresAt = DateTimeOffset.UtcNow.AddMinutes(-1) },
                },
            },
            ["globex"] = new { name = "Globex", accounts = new[] { OtherAccount }, keys = new[] { new { hash = Hash("of-globex") } } },
        };
        await WriteAsync("secretstore.yaml", SecretStore);
        await WriteAsync("catalogue.json", Catalogue);
        await WriteAsync("secrets.json", JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["tenants"] = JsonSerializer.Serialize(tenants),
            ["idempotency-key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        }));
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
