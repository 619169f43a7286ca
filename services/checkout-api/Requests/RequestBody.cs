using System.Text.Json;
using Checkout.Api.Tenants;
using FluentValidation;

namespace Checkout.Api.Requests;

/// <summary>Takes a JSON body off a request.</summary>
internal static class RequestBody
{
    /// <summary>A body that passes <paramref name="validator"/>, or the problem to answer with. Fields in vain are counted.</summary>
    public static async Task<(ReadRequest<T>? Request, IResult? Problem)> ReadValidAsync<T>(HttpContext context, IValidator<T> validator)
        where T : class
    {
        var (request, problem) = await ReadAsync<T>(context);
        if (request is null)
        {
            return (null, problem);
        }

        context.RequestServices.GetRequiredService<ApiMetrics>().Ignored(context.GetTenant().Id, request.UnknownFields);
        var errors = request.ErrorsBy(validator);
        if (errors.Count == 0)
        {
            return (request, null);
        }

        request.Dispose();
        return (null, Results.ValidationProblem(errors));
    }

    /// <summary>The body as it was understood, or the problem to answer with.</summary>
    public static async Task<(ReadRequest<T>? Request, IResult? Problem)> ReadAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, Results.Problem("Send the body as application/json.", statusCode: StatusCodes.Status415UnsupportedMediaType));
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return (RequestReader.Read<T>(document.RootElement), null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // JSON, or a string in it, is broken. The exception's text may quote the body.
            return (null, Results.Problem("The body is not JSON.", statusCode: StatusCodes.Status400BadRequest));
        }
    }
}
