using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// Asks the PSP what became of a payment: at once when it tells us that something changed, otherwise at the growing intervals of the order.
/// An outcome that is unknown has a short deadline, one that the PSP itself waits for (a debit, a bank's word) a long one.
/// </summary>
internal sealed class PspInquiry(WorkflowContext context, CheckoutOrder order, OrderSignals signals)
{
    private readonly OrderReference reference = new(context.InstanceId, order.TenantId);
    private readonly IReadOnlyList<TimeSpan> intervals = order.Deadlines.InquiryIntervals ?? CheckoutDeadlines.DefaultInquiryIntervals;
    private DateTime? unknownUntil;
    private DateTime? pendingUntil;
    private int asked;

    /// <summary>Waits for the next time to ask, and asks.</summary>
    /// <param name="standing">What is known so far.</param>
    /// <exception cref="CheckoutFailedException">The deadline has passed without a certain answer.</exception>
    public async Task<PaymentResult> NextAsync(PaymentStatus standing)
    {
        var left = LeftOrThrow(standing);
        var interval = intervals[Math.Min(asked++, intervals.Count - 1)];
        await signals.PspUpdatedAsync(interval < left ? interval : left);
        return await context.CallActivityAsync<PaymentResult>(
            PaymentActivities.InquirePayment, reference, StepOptions.Step(AppIds.Payment));
    }

    /// <summary>The time that is left for inquiries; fails the order once it is over.</summary>
    public TimeSpan LeftOrThrow(PaymentStatus standing)
    {
        var now = context.CurrentUtcDateTime;
        var until = standing is PaymentStatus.Pending
            ? pendingUntil ??= now + order.Deadlines.Settlement
            : unknownUntil ??= now + order.Deadlines.Inquiry;
        return now < until ? until - now : throw new CheckoutFailedException(standing is PaymentStatus.Pending
            ? new CheckoutFailure("PAYMENT_PENDING_TOO_LONG", "The payment was not confirmed in time; it is being given back.")
            : new CheckoutFailure(
                "PAYMENT_UNKNOWN", "The payment provider did not say in time what became of the payment; it is being reversed."));
    }
}
