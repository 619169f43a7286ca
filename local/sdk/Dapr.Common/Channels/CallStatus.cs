using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace Dapr.Common.Channels;

/// <summary>How a call ended, as an <see cref="RpcException"/>.</summary>
internal static class CallStatus
{
    /// <summary>Throws unless the trailers say OK.</summary>
    public static void ThrowUnlessOk(HttpResponseMessage response)
    {
        var status = Read(response.TrailingHeaders) ?? Read(response.Headers)
            ?? new Status(StatusCode.Cancelled, "The response has no grpc-status.");
        if (status.StatusCode != StatusCode.OK)
        {
            throw new RpcException(status);
        }
    }

    /// <summary>Throws if the answer cannot hold a message: an HTTP error, or a status in the headers alone.</summary>
    public static void ThrowIfFailed(HttpResponseMessage response)
    {
        if (Read(response.Headers) is { StatusCode: not StatusCode.OK } status)
        {
            throw new RpcException(status);
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RpcException(new Status(
                OfHttp(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}"));
        }
    }

    /// <summary>Whether an exception says that the transport failed or the caller gave up.</summary>
    public static bool IsBroken(Exception e) => e is OperationCanceledException or HttpRequestException or IOException;

    /// <summary>The exception of a call that broke off.</summary>
    public static RpcException Broken(Exception cause) =>
        new(new Status(StatusCode.Unavailable, $"The sidecar cannot be reached. {cause.GetType().Name}: {cause.Message}"));

    /// <summary>The exception of a call that its caller gave up.</summary>
    public static RpcException Cancelled() => new(new Status(StatusCode.Cancelled, "Call canceled by the client."));

    private static Status? Read(HttpResponseHeaders headers)
    {
        var values = headers.NonValidated;
        if (!values.TryGetValues("grpc-status", out var code))
        {
            return null;
        }

        var detail = values.TryGetValues("grpc-message", out var message) ? Uri.UnescapeDataString(message.ToString()) : string.Empty;
        return new Status(int.TryParse(code.ToString(), out var number) ? (StatusCode)number : StatusCode.Unknown, detail);
    }

    // gRPC's table of HTTP statuses.
    private static StatusCode OfHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
