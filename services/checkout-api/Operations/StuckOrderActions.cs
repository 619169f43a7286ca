using Checkout.Api.Tenants;
using Dapr.Workflow;

namespace Checkout.Api.Operations;

/// <summary>What operators do about orders in their queue. It is written down first, then done.</summary>
internal sealed class StuckOrderActions(StuckOrders queue, OperatorAudit audit, DaprWorkflowClient workflows, TimeProvider time)
{
    /// <summary>Does it.</summary>
    /// <returns>False when the order is not in the tenant's queue.</returns>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    /// <exception cref="Grpc.Core.RpcException">The order's workflow could not be told; do it again.</exception>
    public async Task<bool> ActAsync(
        Caller caller, string trackingNumber, string action, string signal, OperatorRequest request, CancellationToken cancellationToken)
    {
        if (await queue.FindAsync(caller.Tenant.Id, trackingNumber, cancellationToken) is null)
        {
            return false;
        }

        var written = new OperatorAction(time.GetUtcNow(), action, request.Operator!, caller.Key.Hash[..8], request.Reason!);
        await audit.WriteAsync(trackingNumber, written, cancellationToken);
        var state = await workflows.GetWorkflowStateAsync(trackingNumber, getInputsAndOutputs: false, cancellationToken);
        if (state is { Exists: true, IsWorkflowCompleted: false })
        {
            await workflows.RaiseEventAsync(trackingNumber, signal, cancellation: cancellationToken);
        }

        if (action is OperatorAction.Resolve)
        {
            await queue.RemoveAsync(caller.Tenant.Id, trackingNumber, cancellationToken);
        }

        return true;
    }
}
