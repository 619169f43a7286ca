using System.Globalization;
using Checkout.Local.Sidecar.Errors;
using Checkout.Local.Sidecar.Grpc;
using Checkout.Local.Sidecar.Hosting;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Checkout.Local.Sidecar.Invocation;

/// <summary>Service invocation over gRPC, to apps that speak HTTP: <c>InvokeService</c>.</summary>
internal static class InvocationGrpcApi
{
    // Headers of an HTTP answer whose names mean something else in gRPC.
    private static readonly string[] Renamed = ["content-type", "date", "content-length", "server", "host"];

    /// <summary>Maps the method for one app.</summary>
    public static void MapInvocation(this IEndpointRouteBuilder routes, Invoker invoker) =>
        routes.MapDapr("InvokeService", InvokeServiceRequest.Parser, async (call, context) =>
        {
            var message = call.Message ?? throw Invoker.Failure(call.Id, "the request has no message");
            if (message.HttpExtension is null or { Verb: HTTPExtension.Types.Verb.None })
            {
                throw Invoker.Failure(call.Id, "missing HTTP extension field");
            }

            using var request = ToHttp(message, context.Request.Headers);
            var query = message.HttpExtension.Querystring is { Length: > 0 } text ? "?" + text : string.Empty;
            var target = new InvocationTarget(call.Id, MethodPath.Encode(message.Method));
            using var response = await invoker.SendAsync(target, query, request, TraceContext.Of(context), context.RequestAborted);
            return await ToGrpcAsync(response, context);
        });

    private static HttpRequestMessage ToHttp(InvokeRequest message, IHeaderDictionary metadata)
    {
        var request = new HttpRequestMessage(new HttpMethod(message.HttpExtension.Verb.ToString().ToUpperInvariant()), (Uri?)null);
        var body = message.Data?.Value ?? ByteString.Empty;
        if (!body.IsEmpty || message.ContentType.Length > 0)
        {
            request.Content = new ReadOnlyMemoryContent(body.Memory);
        }

        var passed = new HeaderDictionary();
        foreach (var (name, values) in metadata)
        {
            if (!name.StartsWith(':') && !name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
            {
                passed[name] = values;
            }
        }

        InvocationHeaders.CopyRequest(passed, request);
        if (message.ContentType.Length > 0)
        {
            InvocationHeaders.Set(request, "Content-Type", message.ContentType);
        }

        return request;
    }

    private static async Task<InvokeResponse> ToGrpcAsync(HttpResponseMessage response, HttpContext context)
    {
        var status = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            var key = name.ToLowerInvariant();
            if (key is not ("connection" or "transfer-encoding" or "keep-alive" or TraceContext.ParentHeader))
            {
                context.Response.Headers[Renamed.Contains(key, StringComparer.Ordinal) ? "dapr-" + key : key] = values.ToArray();
            }
        }

        context.Response.Headers["dapr-http-status"] = status.ToString(CultureInfo.InvariantCulture);
        var body = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (response.IsSuccessStatusCode)
        {
            return new InvokeResponse
            {
                ContentType = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : string.Empty,
                Data = new Any { Value = UnsafeByteOperations.UnsafeWrap(body) },
            };
        }

        var reason = ReasonPhrases.GetReasonPhrase(status);
        throw new ApiException(status, ToGrpc(status), "ERR_DIRECT_INVOKE", reason, new ErrorDetail.ErrorInfo(
            reason, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["http.code"] = status.ToString(CultureInfo.InvariantCulture),
                ["http.error_message"] = System.Text.Encoding.UTF8.GetString(body),
            }));
    }

    private static StatusCode ToGrpc(int status) => status switch
    {
        400 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.NotFound,
        408 => StatusCode.DeadlineExceeded,
        409 => StatusCode.AlreadyExists,
        412 => StatusCode.FailedPrecondition,
        429 => StatusCode.ResourceExhausted,
        501 => StatusCode.Unimplemented,
        503 => StatusCode.Unavailable,
        504 => StatusCode.DeadlineExceeded,
        _ => StatusCode.Unknown,
    };
}
