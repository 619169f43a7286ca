using System.Buffers;
using System.Text.Json;
using Checkout.Api.Requests;

namespace Checkout.Api.Dialects.Acp;

/// <summary>Takes a JSON body off a request. No message repeats a value: a body may hold a card.</summary>
internal static class AcpBody
{
    /// <summary>The body as a wish, or the answer to what cannot be read or breaks a rule.</summary>
    public static async Task<(TWish? Wish, IResult? Problem)> ReadWishAsync<TBody, TWish>(
        HttpContext context, Func<TBody, AcpError?> check, Func<TBody, TWish> toWish)
        where TBody : class
        where TWish : class
    {
        var (body, problem) = await ReadAsync<TBody>(context);
        return body is null ? (null, problem) : check(body) is { } error ? (null, error.ToResult()) : (toWish(body), null);
    }

    /// <summary>The body, or the answer with <paramref name="code"/> to what cannot be read. Fields that nobody knows are ignored.</summary>
    public static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpContext context, string code = "invalid")
        where T : class
    {
        if (!context.Request.HasJsonContentType())
        {
            var error = AcpError.Invalid(code, "Send the body as application/json.");
            return (null, error.ToResult(StatusCodes.Status415UnsupportedMediaType));
        }

        var body = ArrayPool<byte>.Shared.Rent(BodyLimit.Usual + 1);
        try
        {
            var length = await context.Request.Body.ReadAtLeastAsync(
                body.AsMemory(0, BodyLimit.Usual + 1), BodyLimit.Usual + 1, throwOnEndOfStream: false, context.RequestAborted);
            if (length > BodyLimit.Usual)
            {
                return (null, AcpError.Invalid(code, "The body is too large.").ToResult(StatusCodes.Status413PayloadTooLarge));
            }

            var json = BufferedBody.WithoutPreamble(body.AsMemory(0, length)).Span;
            if (JsonSerializer.Deserialize<T>(json, AcpJson.Options) is not { } read)
            {
                return (null, AcpError.Invalid(code, "An object is required.", "$").ToResult());
            }

            context.Features.Set(ClearedFields.In(json));
            return (read, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: a text in it is not valid Unicode.
            const string Message = "This is not what the protocol has here, it holds a card number, or the body is not JSON.";
            return (null, AcpError.Invalid(code, Message, (e as JsonException)?.Path ?? "$").ToResult());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body, clearArray: true);
        }
    }
}
