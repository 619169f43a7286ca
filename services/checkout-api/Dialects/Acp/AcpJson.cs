using System.Text.Json;
using System.Text.Json.Serialization;
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
    };

    /// <summary>A path of property names (<c>Items[0].Quantity</c>) as an RFC 9535 JSONPath (<c>$.items[0].quantity</c>).</summary>
    public static string PathOf(string propertyPath) =>
        $"$.{string.Join('.', propertyPath.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}";

    /// <summary>What is wrong with a request first; null when nothing is.</summary>
    public static AcpError? FirstErrorBy<T>(this IValidator<T> validator, T request) =>
        validator.Validate(request).Errors is [var first, ..]
            ? AcpError.Invalid("invalid", first.ErrorMessage, PathOf(first.PropertyName))
            : null;
}
