using Checkout.Contracts.Payments;
using Checkout.Payments.Notifications;
using Checkout.Payments.Providers;
using Checkout.Payments.StoredMethods;
using Dapr.Workflow;

namespace Checkout.Payments;

/// <summary>What a review has found.</summary>
/// <param name="TenantId">The merchant; null when there is no such payment.</param>
/// <param name="Finding">Reason code of what people have to look at; null when all is well.</param>
/// <param name="Details">The same for people.</param>
internal sealed record PaymentReview(string? TenantId = null, string? Finding = null, string? Details = null)
{
    /// <summary>The order is done, and the PSP no longer has its money.</summary>
    public const string PaymentLost = "PAYMENT_LOST";
}

/// <summary>
/// Looks at a payment of which its PSP has news that its order cannot hear any more. Money that stands at a PSP for an order that was given
/// up is given back; money that a finished order has lost is reported.
/// </summary>
internal sealed class ReviewPayment(
    PaymentRecords records, PaymentProviders providers, PaymentReversal reversal, CustomerMethods methods, TimeProvider time)
    : WorkflowActivity<PaymentNews, PaymentReview>
{
    public override async Task<PaymentReview> RunAsync(WorkflowActivityContext context, PaymentNews input)
    {
        var payment = await records.FindAsync(input.TrackingNumber, CancellationToken.None);
        if (payment?.AttemptAt(input.Provider) is not { } attempt)
        {
            return new PaymentReview(payment?.TenantId);
        }

        var isCurrent = attempt == payment.Authorization;
        var reference = payment.ToReference() with
        {
            Attempt = attempt.Attempt, PspReference = isCurrent ? payment.PspReference : input.PspReference,
        };
        var answer = await providers.Get(attempt.Provider).InquireAsync(reference, CancellationToken.None);
        if (answer is { Status: PaymentStatus.Unknown, Result.ReasonCode: not PaymentResult.AskByRepeating })
        {
            throw new InvalidOperationException($"{attempt.Provider} did not say where the payment stands; to be asked again.");
        }

        return isCurrent ? await ReviewAsync(payment, answer) : await ReviewStrayAsync(payment, attempt, reference, answer);
    }

    private async Task<PaymentReview> ReviewAsync(Payment payment, ProviderAnswer answer)
    {
        if (payment.Reversal is { ConfirmedAt: not null } && HoldsMoney(answer))
        {
            payment = await records.UpdateAsync(payment, current => current.ReopenReversal(answer, time.GetUtcNow()), CancellationToken.None);
            if (await reversal.ReverseAsync(payment, CancellationToken.None) is { Confirmed: false })
            {
                throw new InvalidOperationException("Money that came after the reversal could not be given back yet; to be tried again.");
            }
        }

        if (payment.MethodToken is null && answer is { Status: PaymentStatus.Captured, MethodToken: { } token })
        {
            // A token that comes after the capture still keeps the card that the customer wanted kept.
            payment = await records.UpdateAsync(payment, current => current with { MethodToken = current.MethodToken ?? token }, CancellationToken.None);
            payment = await methods.StorePaidCardAsync(payment, records, CancellationToken.None);
        }

        return payment is { Reversal: null, Status: PaymentStatus.Captured }
            && answer.Status is PaymentStatus.Reversed or PaymentStatus.Authorized or PaymentStatus.Declined
                ? new PaymentReview(
                    payment.TenantId, PaymentReview.PaymentLost, $"{payment.Authorization?.Provider} says {answer.Status} of a captured payment.")
                : new PaymentReview(payment.TenantId);
    }

    /// <summary>An attempt that was refused, before another one was made elsewhere, turns out to hold money after all.</summary>
    private async Task<PaymentReview> ReviewStrayAsync(
        Payment payment, PaymentAuthorization attempt, ProviderReference reference, ProviderAnswer answer)
    {
        if (HoldsMoney(answer))
        {
            var undone = await providers.Get(attempt.Provider).ReverseAsync(reference, attempt.Attempt, CancellationToken.None);
            if (!undone.Confirmed)
            {
                throw new InvalidOperationException("Money of an earlier attempt could not be given back yet; to be tried again.");
            }
        }

        return new PaymentReview(payment.TenantId);
    }

    private static bool HoldsMoney(ProviderAnswer answer) =>
        answer.Status is PaymentStatus.Authorized or PaymentStatus.Captured or PaymentStatus.Mismatched;
}
