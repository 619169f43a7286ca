using Checkout.Local.Wire.Grpc;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Checkout.Local.Sidecar.Grpc;

/// <summary>Serves gRPC methods on Kestrel: a POST to <c>/service/Method</c>, framed messages, the status in trailers.</summary>
internal static class GrpcEndpoints
{
    private const string ContentType = "application/grpc";

    /// <summary>Maps a method with one request and one answer. An <see cref="RpcException"/> becomes the call's status.</summary>
    public static void MapUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string path,
        MessageParser<TRequest> parser,
        Func<TRequest, HttpContext, Task<TResponse>> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        routes.MapPost(path, (RequestDelegate)(context => RunAsync(context, parser, async request =>
        {
            var response = await handle(request, context);
            GrpcFrame.Write(context.Response.BodyWriter, response);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        })));

    /// <summary>Maps a method with one request and a stream of answers, which <paramref name="handle"/> sends with the given function.</summary>
    public static void MapServerStreaming<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string path,
        MessageParser<TRequest> parser,
        Func<TRequest, Func<TResponse, Task>, HttpContext, Task> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        routes.MapPost(path, (RequestDelegate)(context => RunAsync(context, parser, async request =>
        {
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted); // the client may wait for the headers
            await handle(request, SendAsync, context);

            async Task SendAsync(TResponse response)
            {
                GrpcFrame.Write(context.Response.BodyWriter, response);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        })));

    private static async Task RunAsync<TRequest>(HttpContext context, MessageParser<TRequest> parser, Func<TRequest, Task> serve)
        where TRequest : class, IMessage<TRequest>
    {
        context.Response.ContentType = ContentType;
        var status = new Status(StatusCode.OK, string.Empty);
        try
        {
            var request = await GrpcFrame.ReadAsync(context.Request.BodyReader, parser, cancellationToken: context.RequestAborted)
                ?? throw new RpcException(new Status(StatusCode.Internal, "The call has no request message."));
            await serve(request);
        }
        catch (RpcException e)
        {
            status = e.Status;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        context.Response.AppendTrailer("grpc-status", ((int)status.StatusCode).ToString());
        if (status.Detail.Length > 0)
        {
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(status.Detail));
        }
    }
}
