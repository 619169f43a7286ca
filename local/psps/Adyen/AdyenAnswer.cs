using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Local.Psps.Adyen;

/// <summary>An answer of the API.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON text.</param>
/// <param name="IsHeldBack">Whether the caller is kept waiting although everything is decided and durable.</param>
/// <param name="IsTransient">Whether the same call may go better later.</param>
internal sealed record AdyenAnswer(int Status, string Body, bool IsHeldBack = false, bool IsTransient = false)
{
    /// <summary>The result of a payment: 200.</summary>
    public static AdyenAnswer Ok<T>(T value) => Of(StatusCodes.Status200OK, value);

    /// <summary>A modification was received, its outcome follows by notification: 201.</summary>
    public static AdyenAnswer Received<T>(T value) => Of(StatusCodes.Status201Created, value);

    /// <summary>An answer with any status.</summary>
    public static AdyenAnswer Of<T>(int status, T value) => new(status, AdyenJson.Write(value));
}

/// <summary>Adyen's JSON: camel case, what is absent is left out.</summary>
internal static class AdyenJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes an object of the API.</summary>
    /// <returns>JSON text.</returns>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>The object.</returns>
    public static T Read<T>(string json)
        where T : class =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException("The ledger holds a null where an object belongs.");
}
