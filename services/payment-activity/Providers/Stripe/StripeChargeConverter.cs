using System.Text.Json;
using System.Text.Json.Serialization;

namespace Checkout.Payments.Providers.Stripe;

/// <summary>Reads an expandable field (docs.stripe.com/api/expanding_objects): an identifier, or the object itself.</summary>
internal sealed class StripeChargeConverter : JsonConverter<StripeCharge>
{
    public override StripeCharge? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return reader.GetString() is { } id ? new StripeCharge(id) : null;
        }

        using var charge = JsonDocument.ParseValue(ref reader);
        var isRefunded = charge.RootElement.TryGetProperty("refunded", out var refunded) && refunded.ValueKind is JsonValueKind.True;
        return charge.RootElement.TryGetProperty("id", out var identifier) && identifier.GetString() is { } known
            ? new StripeCharge(known, isRefunded)
            : throw new JsonException("A charge without an identifier.");
    }

    public override void Write(Utf8JsonWriter writer, StripeCharge value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Id);
}
