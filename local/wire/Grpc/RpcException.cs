namespace Grpc.Core;

/// <summary>Code and text with which a gRPC call ended.</summary>
/// <param name="StatusCode">The gRPC code.</param>
/// <param name="Detail">The text of the <c>grpc-message</c> trailer, for people.</param>
public readonly record struct Status(StatusCode StatusCode, string Detail);

/// <summary>A gRPC call that did not end with <see cref="StatusCode.OK"/>. Same shape as in Grpc.Core.Api.</summary>
public class RpcException : Exception
{
    /// <summary>Creates the exception from the call's status.</summary>
    /// <param name="status">How the call ended.</param>
    public RpcException(Status status)
        : this(status, $"Status(StatusCode=\"{status.StatusCode}\", Detail=\"{status.Detail}\")")
    {
    }

    /// <summary>Creates the exception with a message of its own.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="message">The exception's message.</param>
    public RpcException(Status status, string message)
        : base(message) => Status = status;

    /// <summary>How the call ended.</summary>
    public Status Status { get; }

    /// <summary>Short for <c>Status.StatusCode</c>.</summary>
    public StatusCode StatusCode => Status.StatusCode;
}
