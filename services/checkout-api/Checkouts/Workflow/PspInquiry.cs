using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>
/// Asks the PSP what became of a payment: at once when it tells us that something changed, otherwise at growing intervals until the
/// deadline of the order.
/// </summary>
internal sealed class PspInquiry(WorkflowContext context, CheckoutOrder order)
{
    private static readonly TimeSpan[] Intervals =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
    ];

    private readonly OrderReference reference = new(context.InstanceId, order.TenantId);
    private DateTime? giveUpAt;
    private int asked;

    /// <summary>Waits for the next time to ask, and asks.</summary>
    /// <exception cref="CheckoutFailedException">The deadline has passed without a certain answer.</exception>
    public async Task<PaymentResult> NextAsync()
    {
        ThrowIfOver();
        await CheckoutEvents.PspUpdatedAsync(context, Intervals[Math.Min(asked++, Intervals.Length - 1)]);
        return await context.CallActivityAsync<PaymentResult>(
            PaymentActivities.InquirePayment, reference, StepOptions.Step(AppIds.Payment));
    }

    /// <summary>Fails the order once its time for inquiries is over.</summary>
    public void ThrowIfOver()
    {
        giveUpAt ??= context.CurrentUtcDateTime + order.Deadlines.Inquiry;
        if (context.CurrentUtcDateTime >= giveUpAt)
        {
            throw new CheckoutFailedException(new CheckoutFailure(
                "PAYMENT_UNKNOWN", "The payment provider did not say in time what became of the payment; it is being reversed."));
        }
    }
}
