using Google.Protobuf;

namespace Dapr.Common.Channels;

/// <summary>A method of a gRPC service: where it is and how its answers are read.</summary>
internal sealed record GrpcMethod<TResponse>(string Path, MessageParser<TResponse> Parser)
    where TResponse : class, IMessage<TResponse>;
