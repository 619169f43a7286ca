using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Checkout.Local.Wire.Grpc;
using Google.Protobuf;
using Grpc.Core;

namespace Checkout.Local.Tests.Sidecar;

/// <summary>Calls gRPC methods of a sidecar over plain HTTP/2.</summary>
internal sealed class GrpcCaller(int port) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    public async Task<T> CallAsync<T>(string method, IMessage request, MessageParser<T> parser, string? apiToken = null)
        where T : class, IMessage<T>
    {
        using var response = await SendAsync(method, request, apiToken);
        var body = PipeReader.Create(new ReadOnlySequence<byte>(await response.Content.ReadAsByteArrayAsync()));
        ThrowOnError(response);
        return (await GrpcFrame.ReadAsync(body, parser)).ShouldNotBeNull();
    }

    public async Task<RpcException> FailAsync<T>(string method, IMessage request, MessageParser<T> parser, string? apiToken = null)
        where T : class, IMessage<T> => await Should.ThrowAsync<RpcException>(() => CallAsync(method, request, parser, apiToken));

    public async Task<HttpResponseMessage> SendAsync(string method, IMessage request, string? apiToken = null)
    {
        var frame = new ArrayBufferWriter<byte>();
        GrpcFrame.Write(frame, request);
        var path = method.StartsWith('/') ? method : $"/dapr.proto.runtime.v1.Dapr/{method}";
        using var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(frame.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        message.Headers.Add("TE", "trailers");
        if (apiToken is not null)
        {
            message.Headers.Add("dapr-api-token", apiToken);
        }

        return await http.SendAsync(message);
    }

    public void Dispose() => http.Dispose();

    private static void ThrowOnError(HttpResponseMessage response)
    {
        var code = (StatusCode)int.Parse(Trailer(response, "grpc-status").ShouldNotBeNull());
        if (code != StatusCode.OK)
        {
            throw new RpcException(new Status(code, Uri.UnescapeDataString(Trailer(response, "grpc-message") ?? string.Empty)));
        }
    }

    private static string? Trailer(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var trailer) ? trailer.Single()
        : response.Headers.TryGetValues(name, out var header) ? header.Single() : null;
}
