using System.Text.Json.Nodes;

namespace Checkout.Local.Run.Demo;

/// <summary>The order of the vendor's documentation, which a local start knows: tenant, API key, offer, item, customer.</summary>
internal static class SampleOrder
{
    /// <summary>Header of the tenant and its value.</summary>
    public static readonly (string Name, string Value) Tenant = ("x-tn", "e2a1c7b2-4f3a-4b8e-9c2d-1a2b3c4d5e6f");

    /// <summary>Header of the API key and its value, a key for development that is public.</summary>
    public static readonly (string Name, string Value) ApiKey = ("x-api-key", "sk_dev_acme_sample_123456789");

    /// <summary>Where orders are submitted, below the merchant API's address.</summary>
    public const string SubmitPath = "/api/c2a/offer/checkout";

    private const string Offer = "of_8z2k1q";
    private const string Item = "it_ab1";
    private const string Customer = "cu.00.482";

    /// <summary>Body of an order that is paid with a fresh card.</summary>
    /// <param name="correlationId">The merchant's own id; the order is idempotent under it.</param>
    /// <param name="cardNumber">A test card.</param>
    public static JsonObject WithCard(string correlationId, string cardNumber) => new()
    {
        ["order"] = new JsonObject
        {
            ["offerIdentifier"] = Offer,
            ["correlationId"] = correlationId,
            ["items"] = new JsonArray(new JsonObject { ["itemIdentifier"] = Item, ["quantity"] = 1 }),
            ["customer"] = new JsonObject { ["customerUrn"] = Customer, ["ipAddress"] = "84.118.92.180" },
        },
        ["paymentMethod"] = new JsonObject
        {
            ["paymentChannel"] = "CreditCard",
            ["creditCard"] = new JsonObject
            {
                ["cardHolderName"] = "Jane Doe",
                ["cardNumber"] = cardNumber,
                ["expireMonth"] = "12",
                ["expireYear"] = "2029",
                ["cvc"] = "123",
            },
        },
    };

    /// <summary>A command that submits the documentation's order with a stored card, so that no card number is shown.</summary>
    /// <param name="merchantApi">Address of the merchant API.</param>
    public static string CurlToSubmit(Uri merchantApi)
    {
        var body = new JsonObject
        {
            ["order"] = new JsonObject
            {
                ["offerIdentifier"] = Offer,
                ["items"] = new JsonArray(new JsonObject { ["itemIdentifier"] = Item }),
                ["customer"] = new JsonObject { ["customerUrn"] = Customer },
            },
            ["paymentMethod"] = new JsonObject
            {
                ["paymentChannel"] = "CreditCard",
                ["useStoredMethod"] = true,
                ["creditCard"] = new JsonObject { ["useStoredMethod"] = true, ["storedMethodUrn"] = "pm.00.482.7" },
            },
        };
        return $"""
            curl -i {new Uri(merchantApi, SubmitPath)} \
              -H 'Content-Type: application/json' {Credentials} \
              -d '{body.ToJsonString()}'
            """;
    }

    /// <summary>A command that reads the status of an order.</summary>
    /// <param name="merchantApi">Address of the merchant API.</param>
    public static string CurlForStatus(Uri merchantApi) =>
        $"""
        curl {new Uri(merchantApi, SubmitPath)}/TRACKING_NUMBER/status \
          {Credentials}
        """;

    private static string Credentials => $"-H '{Tenant.Name}: {Tenant.Value}' -H '{ApiKey.Name}: {ApiKey.Value}'";
}
