using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Body of a failed management call.</summary>
/// <param name="ErrorCode">Dapr's error code.</param>
/// <param name="Message">Words for people.</param>
internal sealed record ManagementError(string ErrorCode, string Message)
{
    internal static ManagementError NoStore { get; } =
        new("ERR_ACTOR_RUNTIME_NOT_FOUND", "the state store is not configured to use the actor runtime");
}

/// <summary>A management call that failed, with the status of either API.</summary>
internal sealed class ManagementException(int httpStatus, string errorCode, string message) : Exception(message)
{
    internal int HttpStatus { get; } = httpStatus;

    internal ManagementError Error { get; } = new(errorCode, message);

    internal static ManagementException NotFound(string instanceId) =>
        new(StatusCodes.Status404NotFound, "ERR_INSTANCE_ID_NOT_FOUND", $"unable to find workflow with the provided instance ID: {instanceId}");

    internal static ManagementException Invalid(string errorCode, string message) => new(StatusCodes.Status400BadRequest, errorCode, message);

    internal static ManagementException Failed(string errorCode, string message) =>
        new(StatusCodes.Status500InternalServerError, errorCode, message);
}
