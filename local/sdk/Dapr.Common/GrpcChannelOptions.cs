namespace Grpc.Net.Client;

/// <summary>Limits of a gRPC channel. Same names and defaults as in Grpc.Net.Client.</summary>
public class GrpcChannelOptions
{
    private const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    /// <summary>Largest message to send, in bytes; null for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Largest message to receive, in bytes; null for no limit. 4 MiB unless set.</summary>
    public int? MaxReceiveMessageSize { get; set; } = DefaultMaxReceiveMessageSize;

    /// <summary>
    /// Whether a call given up by its caller ends in an <see cref="OperationCanceledException"/> instead of an RpcException.
    /// </summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }
}
