using System.Text.Json;

namespace Checkout.Api.Requests;

/// <summary>Takes a JSON body off a request.</summary>
internal static class RequestBody
{
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
