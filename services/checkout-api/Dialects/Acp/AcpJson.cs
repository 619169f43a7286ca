using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Checkout.Api.Requests;
using FluentValidation;

namespace Checkout.Api.Dialects.Acp;

/// <summary>How ACP writes JSON: names in snake case, what is not known left out.</summary>
internal static class AcpJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is never put into HTML
        Converters = { new TimeConverter(), new CardFreeText() },
    };

    /// <summary>A path of property names (<c>Items[0].Quantity</c>) as an RFC 9535 JSONPath (<c>$.items[0].quantity</c>).</summary>
    public static string PathOf(string propertyPath) =>
        $"$.{string.Join('.', propertyPath.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}";

    /// <summary>What is wrong with a request first; null when nothing is.</summary>
    public static AcpError? FirstErrorBy<T>(this IValidator<T> validator, T request) =>
        validator.Validate(request).Errors is [var first, ..]
            ? AcpError.Invalid("invalid", first.ErrorMessage, PathOf(first.PropertyName))
            : null;

    /// <summary>RFC 3339, UTC, milliseconds at most.</summary>
    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
    }
}
