using Dapr.Common.Channels;
using Google.Protobuf;
using Grpc.Core;

namespace Dapr.Workflow;

/// <summary>A call that the sidecar answers only once something has happened; made again for as long as the sidecar is away.</summary>
internal static class BlockingCall
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<TResponse> RunAsync<TResponse>(
        SidecarChannel channel, GrpcMethod<TResponse> method, IMessage request, CancellationToken cancellationToken)
        where TResponse : class, IMessage<TResponse>
    {
        var delay = FirstDelay;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await channel.CallAsync(method, request, cancellationToken);
            }
            catch (RpcException e) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
            {
                await Task.Delay(delay, cancellationToken);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
        }
    }
}
