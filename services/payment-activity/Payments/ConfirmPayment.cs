using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Payments;

/// <summary>Learns what came of a challenge after the shopper's browser came back.</summary>
internal sealed class ConfirmPayment(PaymentInquiry inquiry) : WorkflowActivity<OrderReference, PaymentResult>
{
    public override Task<PaymentResult> RunAsync(WorkflowActivityContext context, OrderReference input) =>
        inquiry.ConfirmAsync(input, CancellationToken.None);
}
