using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Dapr.Workflow;

namespace Checkout.Api.Checkouts.Workflow;

/// <summary>What an order asks of payment-activity, until the PSP has said what became of the money.</summary>
internal sealed class PaymentSteps(
    WorkflowContext context, CheckoutOrder order, UndoStack undo, OrderSignals signals, ProgressReport progress)
{
    private readonly OrderReference reference = new(context.InstanceId, order.TenantId);

    private PaymentResult payment = new(PaymentStatus.Unknown);
    private Challenge? challenge;
    private int attempt = 1;

    /// <summary>Asks the PSP to hold the amount.</summary>
    public async Task AuthorizeAsync()
    {
        undo.Push(PaymentActivities.ReversePayment, UndoSchedule.OfPayment, ReverseAsync);
        payment = await SendAuthorizationAsync();
    }

    /// <summary>Takes the authorisation through challenges, unknown outcomes and further attempts until the amount is held.</summary>
    public async Task SettleAuthorizationAsync()
    {
        var inquiry = new PspInquiry(context, order, signals);
        while (payment.Status is not (PaymentStatus.Authorized or PaymentStatus.Captured))
        {
            payment = payment.Status switch
            {
                PaymentStatus.ActionRequired => await PassChallengeAsync(payment.Action!),
                PaymentStatus.Pending or PaymentStatus.Unknown => await InquireAsync(inquiry),
                PaymentStatus.NotFound => await SendAgainAsync(inquiry),
                PaymentStatus.Declined when payment.TryAgain => await SendNextAttemptAsync(),
                _ => throw Failed("PAYMENT_DECLINED"),
            };
        }
    }

    /// <summary>Takes the amount that is held.</summary>
    public async Task CaptureAsync()
    {
        var inquiry = new PspInquiry(context, order, signals);
        while (payment.Status != PaymentStatus.Captured)
        {
            payment = payment.Status switch
            {
                PaymentStatus.Authorized => await context.CallActivityAsync<PaymentResult>(
                    PaymentActivities.CapturePayment, reference, StepOptions.Step(AppIds.Payment)),
                PaymentStatus.Pending or PaymentStatus.Unknown => await inquiry.NextAsync(payment.Status),
                _ => throw Failed("CAPTURE_FAILED"),
            };
        }
    }

    private async Task<PaymentResult> PassChallengeAsync(PaymentAction action)
    {
        // The rounds of one attempt share its deadline.
        var deadline = challenge?.Attempt == attempt
            ? challenge.Deadline : new DateTimeOffset(context.CurrentUtcDateTime + order.Deadlines.Challenge, TimeSpan.Zero);
        challenge = new Challenge(attempt, action, deadline);
        progress.AwaitingShopper(challenge);
        await progress.RecordAsync();
        PaymentResult result;
        string? heard;
        do
        {
            heard = await signals.ShopperActedAsync(challenge);
            if (heard is not CheckoutEvents.PspUpdate)
            {
                progress.Reached(CheckoutPhase.AwaitingPsp);
            }

            result = await context.CallActivityAsync<PaymentResult>(
                PaymentActivities.ConfirmPayment, reference, StepOptions.Step(AppIds.Payment));
        }
        while (heard is CheckoutEvents.PspUpdate && result.Status is PaymentStatus.ActionRequired && result.Action == action);

        return heard is null && result.Status is PaymentStatus.ActionRequired
            ? throw new CheckoutFailedException(new CheckoutFailure(
                "AUTHENTICATION_ABANDONED", "The shopper did not finish the payment provider's step in time."))
            : result;
    }

    private async Task<PaymentResult> InquireAsync(PspInquiry inquiry)
    {
        progress.Reached(CheckoutPhase.AwaitingPsp);
        await progress.RecordAsync();
        var result = await inquiry.NextAsync(payment.Status);
        return result is { Status: PaymentStatus.Unknown, ReasonCode: PaymentResult.AskByRepeating } ? await SendAuthorizationAsync() : result;
    }

    /// <summary>Sent again as the same attempt: should the PSP have it after all, its idempotency key finds it.</summary>
    private Task<PaymentResult> SendAgainAsync(PspInquiry inquiry)
    {
        inquiry.LeftOrThrow(PaymentStatus.Unknown);
        return SendAuthorizationAsync();
    }

    /// <summary>The PSP has surely taken nothing, and payment-activity knows another way: authenticated, or elsewhere.</summary>
    private Task<PaymentResult> SendNextAttemptAsync()
    {
        attempt++;
        return SendAuthorizationAsync();
    }

    private Task<PaymentResult> SendAuthorizationAsync() => context.CallActivityAsync<PaymentResult>(
        PaymentActivities.AuthorizePayment,
        new AuthorizePaymentRequest(
            context.InstanceId,
            order.TenantId,
            order.CustomerUrn,
            order.Amount,
            order.Instrument,
            order.ReturnUrlOf(attempt),
            attempt),
        StepOptions.Step(AppIds.Payment));

    private async Task<bool> ReverseAsync()
    {
        var reversal = await context.CallActivityAsync<ReversalResult>(
            PaymentActivities.ReversePayment, reference, StepOptions.Undo(AppIds.Payment));
        progress.Reversing(reversal);
        return reversal.Confirmed;
    }

    private CheckoutFailedException Failed(string fallbackCode) =>
        new(new CheckoutFailure(payment.ReasonCode ?? fallbackCode, payment.Reason, payment.Decline));
}
