using System.Net;
using System.Net.Http.Headers;
using Checkout.Local.Wire.Grpc;
using Google.Protobuf;

namespace Dapr.Common.Channels;

/// <summary>Request body of a call with one message: one frame, written once.</summary>
internal sealed class MessageContent : HttpContent
{
    private const int PrefixAndSlackBytes = 32;
    private static readonly MediaTypeHeaderValue GrpcContentType = new("application/grpc");
    private readonly IMessage message;

    public MessageContent(IMessage message)
    {
        this.message = message;
        Headers.ContentType = GrpcContentType;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var frame = new PooledFrame(message.CalculateSize() + PrefixAndSlackBytes);
        GrpcFrame.Write(frame, message);
        await stream.WriteAsync(frame.Written, cancellationToken);
    }

    // Like other gRPC clients, a call states no content length.
    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}
