using System.IO.Pipelines;
using System.Net;
using Checkout.Local.Wire.Grpc;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Dapr.Common.Channels;

/// <summary>
/// gRPC calls to the sidecar over HTTP/2 (without TLS by prior knowledge). Connections are never given up for idleness and are pinged
/// every minute; a call has no deadline of its own.
/// </summary>
internal sealed class SidecarChannel : IDisposable
{
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(30);
    private readonly HttpMessageInvoker http;
    private readonly Uri endpoint;
    private readonly string? apiToken;
    private readonly GrpcChannelOptions options;

    public SidecarChannel(string endpoint, string? apiToken, GrpcChannelOptions? options = null)
    {
        this.endpoint = new Uri(endpoint, UriKind.Absolute);
        if (this.endpoint.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException("The gRPC endpoint must use http or https.");
        }

        this.apiToken = string.IsNullOrWhiteSpace(apiToken) ? null : apiToken;
        this.options = options ?? new GrpcChannelOptions { MaxReceiveMessageSize = null };
        http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null, // the trace headers are TraceHeaders' work
        });
    }

    /// <summary>A call with one message and one answer.</summary>
    /// <exception cref="RpcException">The call did not end with OK.</exception>
    public async Task<TResponse> CallAsync<TResponse>(
        GrpcMethod<TResponse> method, IMessage message, CancellationToken cancellationToken = default)
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            using var response = await SendAsync(method.Path, message, cancellationToken);
            CallStatus.ThrowIfFailed(response);
            var body = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
            try
            {
                var answer = await GrpcFrame.ReadAsync(body, method.Parser, MaxReceiveBytes, cancellationToken);
                if (answer is not null)
                {
                    // The trailers come after the end of the body.
                    await GrpcFrame.ReadAsync(body, method.Parser, MaxReceiveBytes, cancellationToken);
                }

                CallStatus.ThrowUnlessOk(response);
                return answer ?? throw new RpcException(new Status(StatusCode.Internal, "The response has no message."));
            }
            finally
            {
                await body.CompleteAsync();
            }
        }
        catch (Exception e) when (CallStatus.IsBroken(e))
        {
            throw Translate(e, cancellationToken);
        }
    }

    /// <summary>Opens a stream of answers to one message; returns once the sidecar has accepted the call.</summary>
    /// <exception cref="RpcException">The call was not accepted.</exception>
    public async Task<ServerStream<TResponse>> OpenAsync<TResponse>(
        GrpcMethod<TResponse> method, IMessage message, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            var response = await SendAsync(method.Path, message, cancellationToken);
            try
            {
                CallStatus.ThrowIfFailed(response);
                var body = PipeReader.Create(await response.Content.ReadAsStreamAsync(cancellationToken));
                return new ServerStream<TResponse>(response, body, method.Parser, MaxReceiveBytes);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
        catch (Exception e) when (CallStatus.IsBroken(e))
        {
            throw Translate(e, cancellationToken);
        }
    }

    public void Dispose() => http.Dispose();

    private int MaxReceiveBytes => options.MaxReceiveMessageSize ?? int.MaxValue;

    private Task<HttpResponseMessage> SendAsync(string path, IMessage message, CancellationToken cancellationToken)
    {
        if (options.MaxSendMessageSize is { } limit && message.CalculateSize() > limit)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
        }

        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new MessageContent(message),
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation("user-agent", UserAgent.Value);
        headers.TryAddWithoutValidation("grpc-accept-encoding", "identity");
        if (apiToken is not null)
        {
            headers.TryAddWithoutValidation(DaprHeaders.ApiToken, apiToken);
        }

        TraceHeaders.AddTo(headers);
        return http.SendAsync(request, cancellationToken);
    }

    private Exception Translate(Exception e, CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            return CallStatus.Broken(e);
        }

        return options.ThrowOperationCanceledOnCancellation
            ? new OperationCanceledException(e.Message, e, cancellationToken)
            : CallStatus.Cancelled();
    }
}
