using System.Text.Json;

namespace Checkout.Api.Dialects.UrbIt;

/// <summary>urb-it's error body. Its clients read <c>developer_message</c>.</summary>
/// <param name="DeveloperMessage">What is wrong, for the one who writes the client.</param>
/// <param name="Errors">By field, when fields are to blame.</param>
internal sealed record UrbItProblem(string DeveloperMessage, IReadOnlyDictionary<string, string[]>? Errors)
{
    /// <summary>How this dialect writes JSON: snake case, everything there also when it is null.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static IResult Of(int statusCode, string message, IReadOnlyDictionary<string, string[]>? errors = null) =>
        Results.Json(new UrbItProblem(message, errors), Json, statusCode: statusCode);

    public static IResult OfFields(IReadOnlyDictionary<string, string[]> errors)
    {
        var (field, messages) = errors.OrderBy(error => error.Key, StringComparer.Ordinal).First();
        return Of(StatusCodes.Status400BadRequest, $"{field}: {string.Join(' ', messages)}", errors);
    }
}
