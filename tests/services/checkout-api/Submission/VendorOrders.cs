using System.Text.Json.Nodes;

namespace Checkout.Services.Tests.CheckoutApi.Submission;

/// <summary>Orders of the vendor's text.</summary>
internal static class VendorOrders
{
    public static JsonNode FreshCard() => JsonNode.Parse("""
        {
          "order": {
            "offerIdentifier": "of_8z2k1q", "correlationId": "shop-2026-0001",
            "items": [ { "itemIdentifier": "it_ab1", "quantity": 1 } ],
            "customer": { "customerUrn": "cu.00.482", "ipAddress": "84.118.92.180" }
          },
          "paymentMethod": {
            "paymentChannel": "CreditCard",
            "creditCard": {
              "cardHolderName": "Jane Doe", "cardNumber": "4111111111111111", "expireMonth": "12", "expireYear": "2029", "cvc": "123"
            },
            "storeMethodSuccessPayment": "always"
          }
        }
        """)!;

    /// <summary>Every field of the vendor's text once.</summary>
    public static JsonNode EveryField()
    {
        var order = FreshCard();
        var cart = order["order"]!;
        cart["installmentIdentifier"] = "in_3";
        cart["resellerID"] = 7;
        cart["items"]!.AsArray().Add(JsonNode.Parse("""{ "itemIdentifier": "it_ad1", "parentItemIdentifier": "it_ab1", "quantity": 2 }"""));
        var method = order["paymentMethod"]!;
        method["providerIdentifier"] = "psp-stripe";
        method["useStoredMethod"] = false;
        var card = method["creditCard"]!;
        card["cardAlias"] = "My card";
        card["useStoredMethod"] = false;
        card["storedMethodUrn"] = null;
        card["storedMethodToken"] = "tok_1";
        return order;
    }
}
