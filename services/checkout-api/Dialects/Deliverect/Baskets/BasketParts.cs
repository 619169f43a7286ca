using System.Text.Json;

namespace Checkout.Api.Dialects.Deliverect.Baskets;

/// <summary>The parts of a basket that can be changed alone, by the paths that Deliverect has for them.</summary>
internal static class BasketParts
{
    /// <summary>Path of each part, and how its body becomes one of a whole basket. Items and discounts may be a bare array.</summary>
    public static readonly IReadOnlyDictionary<string, Func<JsonElement, JsonElement>> All =
        new Dictionary<string, Func<JsonElement, JsonElement>>(StringComparer.Ordinal)
        {
            ["items"] = body => body.ValueKind is JsonValueKind.Array ? Under("items", body) : body,
            ["discounts"] = body => body.ValueKind is JsonValueKind.Array ? Under("discounts", body) : body,
            ["customer"] = body => Under("customer", body),
            ["fulfillment"] = body => Under("fulfillment", body),
            ["payment"] = body => Under("payment", body),
            ["store"] = body => body,
        };

    private static JsonElement Under(string name, JsonElement body) =>
        JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [name] = body });
}
