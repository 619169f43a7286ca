using System.IO.Pipelines;
using Checkout.Local.Wire.Grpc;
using Google.Protobuf;

namespace Dapr.Common.Channels;

/// <summary>The answers of a server-streaming call, one after another.</summary>
internal sealed class ServerStream<TResponse>(
    HttpResponseMessage response,
    PipeReader body,
    MessageParser<TResponse> parser,
    int maxMessageBytes) : IAsyncDisposable
    where TResponse : class, IMessage<TResponse>
{
    /// <summary>Waits for the next answer; null when the call ended with OK.</summary>
    /// <exception cref="Grpc.Core.RpcException">The call ended otherwise.</exception>
    public async ValueTask<TResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await GrpcFrame.ReadAsync(body, parser, maxMessageBytes, cancellationToken);
            if (answer is null)
            {
                CallStatus.ThrowUnlessOk(response);
            }

            return answer;
        }
        catch (Exception e) when (CallStatus.IsBroken(e))
        {
            throw cancellationToken.IsCancellationRequested ? CallStatus.Cancelled() : CallStatus.Broken(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await body.CompleteAsync();
        response.Dispose();
    }
}
