using System.Text.Json;
using System.Text.Json.Serialization;
using Checkout.Contracts.Payments;

namespace Checkout.Api.Requests;

/// <summary>
/// Texts of a request that is read without <see cref="RequestReader"/>: they must not hold a card number, which would be kept in clear. What is
/// meant to hold one is <see cref="Contracts.Sensitive"/> and has a converter of its own.
/// </summary>
internal sealed class CardFreeText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString() : throw new JsonException();
        return CardRules.HoldsNumber(text) ? throw new JsonException() : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
