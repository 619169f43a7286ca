using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Wire.Grpc;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Checkout.Local.Sidecar.Grpc;

/// <summary>Serves gRPC methods on Kestrel: a POST to <c>/service/Method</c>, framed messages, the status in trailers.</summary>
internal static partial class GrpcEndpoints
{
    /// <summary>
    /// Maps a method with one request and one answer. An <see cref="RpcException"/> or <see cref="ApiException"/> becomes the call's status.
    /// </summary>
    public static void MapUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string path,
        MessageParser<TRequest> parser,
        Func<TRequest, HttpContext, Task<TResponse>> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        routes.MapPost(path, Calls(routes, parser, async (request, context) =>
        {
            var response = await handle(request, context);
            GrpcFrame.Write(context.Response.BodyWriter, response);
        }));

    /// <summary>Maps a method of <c>dapr.proto.runtime.v1.Dapr</c> with one request and one answer.</summary>
    public static void MapDapr<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        MessageParser<TRequest> parser,
        Func<TRequest, HttpContext, Task<TResponse>> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        routes.MapUnary($"/dapr.proto.runtime.v1.Dapr/{method}", parser, handle);

    /// <summary>Maps a method with one request and a stream of answers, which <paramref name="handle"/> sends with the given function.</summary>
    public static void MapServerStreaming<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string path,
        MessageParser<TRequest> parser,
        Func<TRequest, Func<TResponse, Task>, HttpContext, Task> handle)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        routes.MapPost(path, Calls(routes, parser, async (request, context) =>
        {
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted); // the client may wait for the headers
            await handle(request, SendAsync, context);

            async Task SendAsync(TResponse response)
            {
                GrpcFrame.Write(context.Response.BodyWriter, response);
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }));

    /// <summary>Answers every method that nobody mapped with <see cref="StatusCode.Unimplemented"/>.</summary>
    public static void MapUnknownMethods(this IEndpointRouteBuilder routes) => routes.MapFallback("{**path}", context =>
    {
        GrpcStatus.End(context, StatusCode.Unimplemented, $"unknown method {context.Request.Path}", []);
        return Task.CompletedTask;
    });

    private static RequestDelegate Calls<TRequest>(
        IEndpointRouteBuilder routes, MessageParser<TRequest> parser, Func<TRequest, HttpContext, Task> serve)
        where TRequest : class, IMessage<TRequest>
    {
        var maxBytes = routes.ServiceProvider.GetService<SidecarOptions>()?.MaxBodyBytes ?? GrpcFrame.DefaultMaxMessageBytes;
        return context => RunAsync(context, parser, maxBytes, serve);
    }

    private static async Task RunAsync<TRequest>(
        HttpContext context, MessageParser<TRequest> parser, int maxBytes, Func<TRequest, HttpContext, Task> serve)
        where TRequest : class, IMessage<TRequest>
    {
        context.Response.ContentType = GrpcStatus.ContentType;
        try
        {
            var request = await GrpcFrame.ReadAsync(context.Request.BodyReader, parser, maxBytes, context.RequestAborted)
                ?? throw new RpcException(new Status(StatusCode.Internal, "The call has no request message."));
            await serve(request, context);
            GrpcStatus.End(context, StatusCode.OK, string.Empty, []);
        }
        catch (RpcException e)
        {
            GrpcStatus.End(context, e.StatusCode, e.Status.Detail, []);
        }
        catch (ApiException e)
        {
            var details = e.Details.Count > 0 ? e.Details : [new ErrorDetail.ErrorInfo(e.ErrorCode)];
            GrpcStatus.End(context, e.GrpcStatus, e.Message, details);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: there is nobody to answer.
        }
        catch (Exception e)
        {
            LogFailure(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Checkout.Local.Sidecar.Grpc"), context.Request.Path, e);
            GrpcStatus.End(context, StatusCode.Unknown, e.Message, []);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "gRPC {Method} failed.")]
    private static partial void LogFailure(ILogger logger, string method, Exception error);
}
