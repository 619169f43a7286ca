using System.Buffers;
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
    /// <param name="context">The request.</param>
    /// <param name="shape">Brings the JSON into the form of the record, when its caller may write it in another; null leaves it.</param>
    public static async Task<(ReadRequest<T>? Request, IResult? Problem)> ReadAsync<T>(
        HttpContext context, Func<JsonElement, JsonElement>? shape = null)
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, Results.Problem("Send the body as application/json.", statusCode: StatusCodes.Status415UnsupportedMediaType));
        }

        // Not the server's own limit, which closes the connection on a caller who is still sending and may never see why.
        var most = BodyLimit.Of(context);
        var body = ArrayPool<byte>.Shared.Rent(most + 1);
        try
        {
            var length = await context.Request.Body.ReadAtLeastAsync(
                body.AsMemory(0, most + 1), most + 1, throwOnEndOfStream: false, context.RequestAborted);
            if (length > most)
            {
                return (null, Results.Problem("The body is too large.", statusCode: StatusCodes.Status413PayloadTooLarge));
            }

            using var document = JsonDocument.Parse(BufferedBody.WithoutPreamble(body.AsMemory(0, length)));
            return (RequestReader.Read<T>(shape is null ? document.RootElement : shape(document.RootElement)), null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // JSON, or a string in it, is broken. The exception's text may quote the body.
            return (null, Results.Problem("The body is not JSON.", statusCode: StatusCodes.Status400BadRequest));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body, clearArray: true); // it may have held a card
        }
    }
}

/// <summary>How large the body of a request may be.</summary>
/// <param name="Bytes">Its largest length.</param>
internal sealed record BodyLimit(int Bytes)
{
    /// <summary>Where an endpoint says nothing.</summary>
    public const int Usual = 64 * 1024;

    /// <summary>The limit of the endpoint that a request has come to.</summary>
    public static int Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? Usual;
}
