using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>What an order asks of payment-activity, until the PSP has said what became of the money.</summary>
internal sealed class PaymentSteps(WorkflowContext context, CheckoutOrder order, UndoStack undo, ProgressReport progress)
{
    private const int FirstAttempt = 1;

    private readonly OrderReference reference = new(context.InstanceId, order.TenantId);
    private readonly PspInquiry inquiry = new(context, order);

    private PaymentResult payment = new(PaymentStatus.Unknown);
    private Challenge? challenge;

    /// <summary>Asks the PSP to hold the amount.</summary>
    public async Task AuthorizeAsync()
    {
        undo.Push(PaymentActivities.ReversePayment, ReverseAsync);
        payment = await SendAuthorizationAsync();
    }

    /// <summary>Takes the authorisation through challenges and unknown outcomes until the amount is held.</summary>
    public async Task SettleAuthorizationAsync()
    {
        while (payment.Status is not (PaymentStatus.Authorized or PaymentStatus.Captured))
        {
            switch (payment.Status)
            {
                case PaymentStatus.ActionRequired:
                    await PassChallengeAsync(payment.Action!);
                    break;
                case PaymentStatus.Pending or PaymentStatus.Unknown:
                    progress.Reached(CheckoutPhase.AwaitingPsp);
                    await progress.RecordAsync();
                    payment = await inquiry.NextAsync();
                    if (payment is { Status: PaymentStatus.Unknown, ReasonCode: PaymentResult.AskByRepeating })
                    {
                        payment = await SendAuthorizationAsync();
                    }

                    break;
                case PaymentStatus.NotFound:
                    // Sent again as the same attempt: should the PSP have it after all, its idempotency key finds it.
                    inquiry.ThrowIfOver();
                    payment = await SendAuthorizationAsync();
                    break;
                default:
                    throw Failed("PAYMENT_DECLINED");
            }
        }
    }

    /// <summary>Takes the amount that is held.</summary>
    public async Task CaptureAsync()
    {
        while (payment.Status != PaymentStatus.Captured)
        {
            payment = payment.Status switch
            {
                PaymentStatus.Authorized => await context.CallActivityAsync<PaymentResult>(
                    PaymentActivities.CapturePayment, reference, StepOptions.Step(AppIds.Payment)),
                PaymentStatus.Pending or PaymentStatus.Unknown => await inquiry.NextAsync(),
                _ => throw Failed("CAPTURE_FAILED"),
            };
        }
    }

    private async Task PassChallengeAsync(PaymentAction action)
    {
        challenge ??= new Challenge(
            FirstAttempt, action, new DateTimeOffset(context.CurrentUtcDateTime + order.Deadlines.Challenge, TimeSpan.Zero));
        progress.AwaitingShopper(challenge);
        await progress.RecordAsync();
        var returned = await CheckoutEvents.ShopperReturnedAsync(context, challenge);
        progress.Reached(CheckoutPhase.AwaitingPsp);
        payment = await context.CallActivityAsync<PaymentResult>(
            PaymentActivities.ConfirmPayment, reference, StepOptions.Step(AppIds.Payment));
        if (!returned && payment.Status == PaymentStatus.ActionRequired)
        {
            throw new CheckoutFailedException(new CheckoutFailure(
                "AUTHENTICATION_ABANDONED", "The shopper did not finish 3-D Secure in time."));
        }
    }

    private Task<PaymentResult> SendAuthorizationAsync() => context.CallActivityAsync<PaymentResult>(
        PaymentActivities.AuthorizePayment,
        new AuthorizePaymentRequest(
            context.InstanceId,
            order.TenantId,
            order.CustomerUrn,
            order.Amount,
            order.Instrument,
            order.ReturnUrlOf(FirstAttempt),
            FirstAttempt),
        StepOptions.Step(AppIds.Payment));

    private async Task<bool> ReverseAsync()
    {
        var reversal = await context.CallActivityAsync<ReversalResult>(
            PaymentActivities.ReversePayment, reference, StepOptions.Undo(AppIds.Payment));
        progress.Reversing(reversal);
        return reversal.Confirmed;
    }

    private CheckoutFailedException Failed(string fallbackCode) =>
        new(new CheckoutFailure(payment.ReasonCode ?? fallbackCode, payment.Reason));
}
