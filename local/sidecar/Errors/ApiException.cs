using Grpc.Core;

namespace Checkout.Local.Sidecar.Errors;

/// <summary>A call that Dapr's API answers with an error: the same failure in the words of HTTP and of gRPC.</summary>
/// <param name="httpStatus">Status over HTTP.</param>
/// <param name="grpcStatus">Status over gRPC.</param>
/// <param name="errorCode">Dapr's error code, such as <c>ERR_STATE_SAVE</c>.</param>
/// <param name="message">What went wrong, for people.</param>
/// <param name="details">What Dapr adds to its newer errors.</param>
internal sealed class ApiException(
    int httpStatus, StatusCode grpcStatus, string errorCode, string message, params IReadOnlyList<ErrorDetail> details) : Exception(message)
{
    /// <summary>Status over HTTP.</summary>
    public int HttpStatus { get; } = httpStatus;

    /// <summary>Status over gRPC.</summary>
    public StatusCode GrpcStatus { get; } = grpcStatus;

    /// <summary>Dapr's error code.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>Details, empty for most errors.</summary>
    public IReadOnlyList<ErrorDetail> Details { get; } = details;

    /// <summary>A request body that cannot be read as what the call takes.</summary>
    /// <param name="message">What is wrong with it.</param>
    /// <returns>400 <c>ERR_MALFORMED_REQUEST</c>.</returns>
    public static ApiException MalformedRequest(string message) =>
        new(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", message);
}

/// <summary>One of the standard error details (google.rpc) that Dapr attaches.</summary>
internal abstract record ErrorDetail
{
    /// <summary><c>google.rpc.ErrorInfo</c> of the domain <c>dapr.io</c>.</summary>
    /// <param name="Reason">A constant in capitals.</param>
    /// <param name="Metadata">More about the error; null for none.</param>
    public sealed record ErrorInfo(string Reason, IReadOnlyDictionary<string, string>? Metadata = null) : ErrorDetail;

    /// <summary><c>google.rpc.BadRequest</c> with one violation.</summary>
    /// <param name="Field">The offending field or value.</param>
    /// <param name="Description">Why it is refused.</param>
    public sealed record BadRequest(string Field, string Description) : ErrorDetail;

    /// <summary><c>google.rpc.ResourceInfo</c>.</summary>
    /// <param name="Type">Kind of resource, such as <c>state</c>.</param>
    /// <param name="Name">Component name.</param>
    public sealed record ResourceInfo(string Type, string Name) : ErrorDetail;
}
