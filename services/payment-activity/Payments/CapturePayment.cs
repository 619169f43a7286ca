using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.StoredMethods;
using Dapr.Workflow;

namespace Checkout.Payments;

/// <summary>Takes the authorised amount.</summary>
/// <remarks>
/// It needs no intention of its own: the PSP captures or voids one payment, not both. A capture that overtakes a reversal makes the void
/// fail, and the reversal's next try finds a captured payment and refunds it.
/// </remarks>
internal sealed class CapturePayment(
    PaymentRecords records, PaymentProviders providers, CustomerMethods methods, TimeProvider time)
    : WorkflowActivity<OrderReference, PaymentResult>
{
    public override async Task<PaymentResult> RunAsync(WorkflowActivityContext context, OrderReference input)
    {
        var payment = await records.ReadAsync(input.TrackingNumber, input.TenantId, CancellationToken.None);
        return payment switch
        {
            { Reversal: not null } => ProviderAnswer.Declined(ReasonCodes.Reversed, payment.PspReference).Result,
            null or { Authorization: null } => ProviderAnswer.Declined(ReasonCodes.NotAuthorized).Result,
            { CaptureRefused: true } => ProviderAnswer.Declined(ReasonCodes.CaptureFailed, payment.PspReference).Result,
            { Status: PaymentStatus.Captured } => (await methods.StorePaidCardAsync(payment, records, CancellationToken.None)).ToResult(),
            { Status: PaymentStatus.Authorized } => await SendAsync(payment, payment.Authorization),
            _ => payment.ToResult(),
        };
    }

    private async Task<PaymentResult> SendAsync(Payment payment, PaymentAuthorization authorization)
    {
        var number = payment.CaptureNumber;
        var answer = await providers.Get(authorization.Provider)
            .CaptureAsync(payment.ToReference(), authorization.Amount, number, CancellationToken.None);
        payment = await records.UpdateAsync(payment, current => Learn(current, number, answer), CancellationToken.None);
        if (answer.Status is PaymentStatus.Unknown or PaymentStatus.Pending or PaymentStatus.Declined
            && payment.Status == PaymentStatus.Authorized)
        {
            return answer.Result with { PspReference = payment.PspReference };
        }

        return (await methods.StorePaidCardAsync(payment, records, CancellationToken.None)).ToResult();
    }

    private Payment Learn(Payment payment, int number, ProviderAnswer answer)
    {
        var now = time.GetUtcNow();
        if (answer.Status == PaymentStatus.Declined)
        {
            // The authorisation stands until it is voided, so the status stays. Another delivery may have captured meanwhile.
            return payment.Status == PaymentStatus.Authorized
                ? (payment with { CaptureRefused = true }).Noted(PaymentSteps.Capture, "Refused", number, answer.Code, now)
                : payment;
        }

        var learnt = payment.Learn(PaymentSteps.Capture, payment.Authorization?.Attempt ?? 0, answer, now);
        return answer.NumberSpent && learnt.CaptureNumber == number
            ? learnt with { CaptureNumber = number + 1, UpdatedAt = now }
            : learnt;
    }
}
