using System.IO.Compression;
using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Checkout.Local.Sidecar.Invocation;

/// <summary>
/// Service invocation over HTTP: <c>/v1.0/invoke/{target}/method/{path}</c>, and every path that nothing else owns when a header names
/// the target. Bodies pass chunk by chunk in both directions.
/// </summary>
/// <param name="invoker">Sends the calls.</param>
internal sealed class InvocationHttpApi(Invoker invoker)
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>Passes a call on and its answer back.</summary>
    /// <param name="context">The call.</param>
    /// <returns>A task that ends when the answer is written.</returns>
    public async Task HandleAsync(HttpContext context)
    {
        var target = InvocationTarget.Read(context) ?? throw new ApiException(
            404, StatusCode.InvalidArgument, "ERR_DIRECT_INVOKE",
            "failed getting app id either from the URL path or the header dapr-app-id");
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), (Uri?)null);
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true)
        {
            request.Content = new StreamContent(context.Request.Body, ChunkBytes);
            request.Content.Headers.ContentLength = context.Request.ContentLength;
        }
        else if (HttpMethods.IsPost(context.Request.Method) || HttpMethods.IsPut(context.Request.Method) || HttpMethods.IsPatch(context.Request.Method))
        {
            request.Content = new ByteArrayContent([]);
        }

        InvocationHeaders.CopyRequest(context.Request.Headers, request);
        using var response = await invoker.SendAsync(
            target, context.Request.QueryString.Value ?? string.Empty, request, TraceContext.Of(context), context.RequestAborted);
        await AnswerAsync(context, response, context.Request.Headers.AcceptEncoding.Count > 0);
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response, bool callerTakesEncodings)
    {
        var status = (int)response.StatusCode;
        var decompress = !callerTakesEncodings && response.Content.Headers.ContentEncoding.Contains("gzip", StringComparer.OrdinalIgnoreCase);
        context.Response.StatusCode = status;
        InvocationHeaders.CopyResponse(response, context.Response.Headers, decompress);
        if (status is 204 or 304 or (>= 100 and < 200) || HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await using var raw = await response.Content.ReadAsStreamAsync(context.RequestAborted);
        await using var body = decompress ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        await CopyAsync(context, body);
    }

    private static async Task CopyAsync(HttpContext context, Stream body)
    {
        var output = context.Response.BodyWriter;
        var isFirst = true;
        while (true)
        {
            var chunk = output.GetMemory(ChunkBytes);
            var length = await body.ReadAsync(chunk, context.RequestAborted);
            if (isFirst && context.Response.ContentType is null)
            {
                context.Response.ContentType = ContentTypes.Guess(context.Response.StatusCode, chunk.Span[..length]);
            }

            if (length == 0)
            {
                return;
            }

            isFirst = false;
            output.Advance(length);
            await output.FlushAsync(context.RequestAborted);
        }
    }
}
