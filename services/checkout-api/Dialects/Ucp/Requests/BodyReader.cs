using System.Text.Json;
using System.Text.RegularExpressions;
using Checkout.Api.Requests;
using Checkout.Api.Tenants;
using FluentValidation;

namespace Checkout.Api.Dialects.Ucp.Requests;

/// <summary>Takes bodies off requests and says in the protocol's words what is wrong with them.</summary>
internal static partial class BodyReader
{
    /// <summary>The body, or the answer to one that makes no sense.</summary>
    public static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpContext context, IValidator<T> validator)
        where T : class
    {
        var (request, problem) = await RequestBody.ReadAsync<T>(context);
        if (request is null)
        {
            return (null, Problem((problem as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status400BadRequest));
        }

        using (request)
        {
            context.RequestServices.GetRequiredService<ApiMetrics>().Ignored(context.GetTenant().Id, request.UnknownFields);
            var errors = request.ErrorsBy(validator);
            return errors.Count == 0
                ? (request.Value, null)
                : (null, UcpProblem.Invalid(string.Join(' ', errors.Select(error => $"{PathOf(error.Key)}: {string.Join(' ', error.Value)}"))));
        }
    }

    private static IResult Problem(int statusCode) => UcpProblem.Of(statusCode, "invalid_request", statusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => "The body is too large.",
        StatusCodes.Status415UnsupportedMediaType => "Send the body as application/json.",
        _ => "The body is not a JSON object.",
    });

    // A field that was left out has the name that it has in this program.
    private static string PathOf(string path) => path.Length == 0 ? "$" : $"$.{Name().Replace(path, name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.Value))}";

    [GeneratedRegex("[A-Za-z]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
