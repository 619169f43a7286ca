using System.Text.Json;

namespace Checkout.Local.Psps.Stripe;

/// <summary>Stripe's JSON: snake case, nulls shown, times in Unix seconds.</summary>
internal static class StripeJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes an object of the API.</summary>
    /// <returns>JSON text.</returns>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>The object.</returns>
    public static T Read<T>(string json)
        where T : class =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException("The ledger holds a null where an object belongs.");
}
