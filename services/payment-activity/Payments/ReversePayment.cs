using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Payments;

/// <summary>
/// Gives the payment of an order back, whatever became of it. The tombstone is written before the PSP is asked; see
/// <see cref="AuthorizePayment"/> for what that is good for. Unconfirmed, it is to be repeated.
/// </summary>
internal sealed class ReversePayment(PaymentRecords records, PaymentReversal reversal, TimeProvider time)
    : WorkflowActivity<OrderReference, ReversalResult>
{
    public override async Task<ReversalResult> RunAsync(WorkflowActivityContext context, OrderReference input)
    {
        var payment = await records.UpdateAsync(
            input.TrackingNumber,
            input.TenantId,
            current => current.RequestReversal(input.TrackingNumber, input.TenantId, time.GetUtcNow()),
            CancellationToken.None);
        return await reversal.ReverseAsync(payment, CancellationToken.None);
    }
}
