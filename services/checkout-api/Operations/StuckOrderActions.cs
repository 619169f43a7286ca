using Checkout.Api.Tenants;
using Dapr.Workflow;

namespace Checkout.Api.Operations;

/// <summary>What operators do about orders in their queue. It is written down first, then done.</summary>
internal sealed class StuckOrderActions(StuckOrders queue, OperatorAudit audit, DaprWorkflowClient workflows, TimeProvider time)
{
    /// <summary>Does it.</summary>
    /// <returns>What came of it.</returns>
    /// <exception cref="Dapr.DaprException">The store did not answer.</exception>
    /// <exception cref="Grpc.Core.RpcException">The order's workflow could not be told; do it again.</exception>
    public async Task<StuckOrderAnswer> ActAsync(
        Caller caller, string trackingNumber, string action, string signal, OperatorRequest request, CancellationToken cancellationToken)
    {
        if (await queue.FindAsync(caller.Tenant.Id, trackingNumber, cancellationToken) is null)
        {
            return StuckOrderAnswer.NotInQueue;
        }

        var state = await workflows.GetWorkflowStateAsync(trackingNumber, getInputsAndOutputs: false, cancellationToken);
        var isRunning = state is { Exists: true, IsWorkflowCompleted: false };
        if (action is OperatorAction.Retry && !isRunning)
        {
            return StuckOrderAnswer.NothingToRetry;
        }

        var written = new OperatorAction(time.GetUtcNow(), action, request.Operator!, caller.Key.Hash[..8], request.Reason!);
        await audit.WriteAsync(trackingNumber, written, cancellationToken);
        if (isRunning)
        {
            await workflows.RaiseEventAsync(trackingNumber, signal, cancellation: cancellationToken);
        }

        if (action is OperatorAction.Resolve)
        {
            await queue.RemoveAsync(caller.Tenant.Id, trackingNumber, cancellationToken);
        }

        return StuckOrderAnswer.Done;
    }
}

/// <summary>What came of an operator's action.</summary>
internal enum StuckOrderAnswer
{
    /// <summary>It is done, or the order has been told.</summary>
    Done,

    /// <summary>The tenant has no such order in its queue.</summary>
    NotInQueue,

    /// <summary>The order has ended, and only people can settle what became of it afterwards.</summary>
    NothingToRetry,
}
