using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Payments;

/// <summary>How a payment is given back: asked for once, never withdrawn, and over only while the PSP holds nothing.</summary>
internal static class ReversalProgress
{
    /// <summary>Forbids every further charge.</summary>
    public static Payment RequestReversal(this Payment? payment, string trackingNumber, string tenantId, DateTimeOffset now)
    {
        if (payment?.Reversal is not null)
        {
            return payment;
        }

        payment ??= new Payment { TrackingNumber = trackingNumber, TenantId = tenantId, CreatedAt = now, UpdatedAt = now };
        return (payment with { Reversal = new PaymentReversalState(now) })
            .Noted(PaymentSteps.Reverse, PaymentSteps.Asked, payment.Authorization?.Attempt ?? 0, code: null, now);
    }

    /// <summary>Takes in what came of the reversal numbered <paramref name="number"/>.</summary>
    public static Payment LearnReversal(this Payment payment, int number, ProviderReversal reversal, DateTimeOffset now)
    {
        if (payment.Reversal is not { ConfirmedAt: null } state)
        {
            return payment;
        }

        if (reversal.Confirmed)
        {
            return (payment with
            {
                Status = PaymentStatus.Reversed,
                PspReference = reversal.PspReference ?? payment.PspReference,
                Action = null,
                ReasonCode = ReasonCodes.Reversed,
                Reversal = state with { ConfirmedAt = now, Kind = reversal.Kind },
            }).Noted(PaymentSteps.Reverse, reversal.Kind, number, code: null, now);
        }

        return (reversal.NumberSpent && state.Number == number ? payment with { Reversal = state with { Number = number + 1 } } : payment)
            .Noted(PaymentSteps.Reverse, PaymentSteps.Unconfirmed, number, code: null, now);
    }

    /// <summary>
    /// An authorisation has left a payment behind after the reversal had confirmed that there was none: the reversal is not over yet.
    /// </summary>
    public static Payment Reopen(this Payment payment, ProviderAnswer answer, DateTimeOffset now) =>
        payment.Reversal is { ConfirmedAt: not null, Kind: ReversalKinds.Nothing } state && answer.Result.PspReference is { } reference
            && answer.Status is not (PaymentStatus.Declined or PaymentStatus.Reversed)
            ? payment with { PspReference = reference, Reversal = state with { ConfirmedAt = null, Kind = null }, UpdatedAt = now }
            : payment;

    /// <summary>The PSP holds money after the reversal was confirmed: it is not over, and the next void or refund has a number of its own.</summary>
    public static Payment ReopenReversal(this Payment payment, ProviderAnswer answer, DateTimeOffset now) =>
        payment.Reversal is { ConfirmedAt: not null } state
            ? payment with
            {
                Status = answer.Status,
                PspReference = answer.Result.PspReference ?? payment.PspReference,
                Reversal = state with { Number = state.Number + 1, ConfirmedAt = null, Kind = null },
                UpdatedAt = now,
            }
            : payment;
}
