using Checkout.Local.Sidecar.State;
using Grpc.Core;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Errors of workflow calls, with the codes and words of daprd.</summary>
internal static class WorkflowErrors
{
    internal const string NoSuchInstanceText = "no such instance exists";

    internal const string NotCompletedText = "orchestration has not yet completed";

    internal static RpcException NoSuchInstance() => Error(StatusCode.Unknown, NoSuchInstanceText);

    internal static RpcException Stalled(string instanceId) =>
        Error(StatusCode.Unknown, $"failed to invoke method for workflow '{instanceId}': actor is stalled");

    internal static RpcException Refused(string reason) =>
        Error(StatusCode.AlreadyExists, $"failed to create workflow instance: rpc error: code = AlreadyExists desc = {reason}");

    /// <summary>The store could not take what the caller wants kept; nothing of it takes effect.</summary>
    internal static RpcException NotStored(StateStoreException error) =>
        Error(StatusCode.Unavailable, $"the workflow state could not be saved: {error.Message}");

    internal static RpcException Error(StatusCode code, string text) => new(new Status(code, text));
}
