using Checkout.Contracts.Checkouts;
using Dapr.Workflow;

namespace Checkout.Api.Operations;

/// <summary>Activity that puts an order into the operators' queue; payment-activity calls it too.</summary>
internal sealed partial class ReportStuckOrder(StuckOrders queue, ApiMetrics metrics, ILogger<ReportStuckOrder> log)
    : WorkflowActivity<StuckOrder, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, StuckOrder input)
    {
        await queue.ReportAsync(input, CancellationToken.None);
        metrics.Stuck(input.ReasonCode);
        LogStuck(input.TrackingNumber, input.ReasonCode, string.Join(", ", input.Details));
        return true;
    }

    [LoggerMessage(2101, LogLevel.Error, "{TrackingNumber} is stuck ({ReasonCode}): {Details}. An operator has to look at it.")]
    private partial void LogStuck(string trackingNumber, string reasonCode, string details);
}

/// <summary>Activity of checkout-api's own: the order has undone itself after all.</summary>
internal sealed class ClearStuckOrder(StuckOrders queue) : WorkflowActivity<StuckOrder, bool>
{
    public override async Task<bool> RunAsync(WorkflowActivityContext context, StuckOrder input)
    {
        await queue.RemoveAsync(input.TenantId, input.TrackingNumber, CancellationToken.None);
        return true;
    }
}
