using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Payments;

/// <summary>Learns where a payment stands, by the PSP's reference or by our own.</summary>
internal sealed class InquirePayment(PaymentInquiry inquiry) : WorkflowActivity<OrderReference, PaymentResult>
{
    public override Task<PaymentResult> RunAsync(WorkflowActivityContext context, OrderReference input) =>
        inquiry.InquireAsync(input, CancellationToken.None);
}
