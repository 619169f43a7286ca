using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Checkout.Services.Tests.CheckoutApi.Dialects.Deliverect;

/// <summary>The four documents of the vendor's text "Get checkout"; they differ in what became of the payment.</summary>
internal static class VendorDocuments
{
    private const string Document =
        """
        {
          "id": "6643861d0c1914c93a846b78",
          "etag": "f225b232489659ed4dc0f17580f4f0200f4ca3ba",
          "order": null,
          "basket": {
            "items": [
              {
                "net": 1500, "plu": "STK-01", "name": "Delicious Steak Frites", "gross": 1500, "price": 1500, "taxes": [],
                "menuId": "62d7f77f64c95193cc29aa91", "quantity": 1, "subItems": [], "discounts": [], "discountTotal": 0
              }
            ],
            "taxes": [],
            "payment": {
              "tips": [ { "type": "restaurant", "amount": 100 } ],
              "total": 1600, "taxTotal": 0, "tipTotal": 100, "discountsTotal": 0
            },
            "currency": "EUR",
            "customer": {
              "tin": "123456789", "name": "Test", "email": "test@email.com", "companyName": "Company LTDA", "phoneNumber": "12345"
            },
            "discounts": [],
            "fulfillment": { "type": "pickup" },
            "taxExclusive": false
          },
          "status": "open",
          "created": "2024-05-14T15:41:17.518000+00:00",
          "deleted": false,
          "payment": {
            "id": "62d7f77f64c95193cc29aa91",
            "action": { "url": "http://payment.acme.com/1234", "type": "redirect" },
            "status": "pending"
          },
          "storeId": "65eee6a9984a1bc1b9637c59",
          "updated": "2024-05-14T15:41:18.449000+00:00",
          "accountId": "65c35d109a19b819b7cf78d8",
          "channelLinkId": "65eee6a9984a1bc1b9637c59"
        }
        """;

    /// <summary>In the order of the text: completed, pending, refused, failed.</summary>
    public static IReadOnlyList<JsonNode> All => [Completed, Pending, Refused, Failed];

    public static JsonNode Completed => With("completed", "authorized", document => document["order"] =
        new JsonObject { ["channelOrderId"] = "6643861d0c1914c93a846b79", ["channelOrderDisplayId"] = "01277571" });

    public static JsonNode Pending => With("open", "pending");

    public static JsonNode Refused => With("open", "refused");

    public static JsonNode Failed => With("failed", "failed", document => document["payment"]!["action"] = null);

    /// <summary>The documents that a text holds.</summary>
    public static IReadOnlyList<JsonNode> In(string text)
    {
        var begin = text.IndexOf('{', text.IndexOf("Response examples (200)", StringComparison.Ordinal));
        var end = text.IndexOf("Response examples (400)", StringComparison.Ordinal);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[begin..end]), new JsonReaderOptions { AllowMultipleValues = true });
        var documents = new List<JsonNode>();
        while (reader.Read())
        {
            documents.Add(JsonNode.Parse(ref reader)!);
        }

        return documents;
    }

    private static JsonNode With(string status, string payment, Action<JsonNode>? more = null)
    {
        var document = JsonNode.Parse(Document)!;
        document["status"] = status;
        document["payment"]!["status"] = payment;
        more?.Invoke(document);
        return document;
    }
}
