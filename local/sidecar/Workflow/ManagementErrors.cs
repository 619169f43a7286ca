using Checkout.Local.Sidecar.Errors;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Errors of the management calls, for HTTP and gRPC.</summary>
internal static class ManagementErrors
{
    internal static ApiException NoStore(string errorCode) => Failed(errorCode, "the state store is not configured to use the actor runtime");

    internal static ApiException NotFound(string instanceId) => new(
        StatusCodes.Status404NotFound,
        StatusCode.NotFound,
        "ERR_INSTANCE_ID_NOT_FOUND",
        $"unable to find workflow with the provided instance ID: {instanceId}");

    internal static ApiException Invalid(string errorCode, string message) =>
        new(StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, errorCode, message);

    internal static ApiException Failed(string errorCode, string message) =>
        new(StatusCodes.Status500InternalServerError, StatusCode.Internal, errorCode, message);
}
