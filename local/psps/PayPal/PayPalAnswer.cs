using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Local.Psps.PayPal;

/// <summary>An answer of the API.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON text; empty for an answer without content.</param>
/// <param name="IsHeldBack">Whether the caller is kept waiting although everything is decided and durable.</param>
internal sealed record PayPalAnswer(int Status, string Body, bool IsHeldBack = false)
{
    /// <summary>A resource as it stands: 200.</summary>
    public static PayPalAnswer Ok<T>(T value) => Of(StatusCodes.Status200OK, value);

    /// <summary>A resource that the call made: 201.</summary>
    public static PayPalAnswer Created<T>(T value) => Of(StatusCodes.Status201Created, value);

    /// <summary>An answer with any status.</summary>
    public static PayPalAnswer Of<T>(int status, T value) => new(status, PayPalJson.Write(value));
}

/// <summary>PayPal's JSON: snake case, what is absent is left out.</summary>
internal static class PayPalJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    // A misspelt field must not pass in silence.
    private static readonly JsonSerializerOptions Strict = new(Options)
    {
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Writes an object of the API.</summary>
    /// <returns>JSON text.</returns>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>The object.</returns>
    public static T Read<T>(string json)
        where T : class =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException("The ledger holds a null where an object belongs.");

    /// <summary>Reads a request.</summary>
    /// <returns>The object; an empty one for no body.</returns>
    /// <exception cref="PayPalException">It is not JSON, or has a field that the schema has not.</exception>
    public static T ReadRequest<T>(string json)
        where T : class, new()
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return new T();
        }

        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) ?? new T();
        }
        catch (JsonException malformed)
        {
            throw PayPalException.BadRequest("INVALID_PARAMETER_SYNTAX", malformed.Path?.Replace('.', '/').TrimStart('$'));
        }
    }
}
