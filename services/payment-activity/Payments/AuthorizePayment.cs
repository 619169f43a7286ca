using Checkout.Contracts;
using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;
using Checkout.Payments.Providers.Routing;
using Checkout.Payments.Vault;
using Dapr.Workflow;

namespace Checkout.Payments;

/// <summary>Holds the amount of an order at a PSP.</summary>
/// <remarks>
/// Delivered at least once, and a late delivery may meet a <see cref="ReversePayment"/> of the same order. Both write to the same document
/// first, so one of them sees the other:
/// <list type="bullet">
/// <item>The tombstone came first: this activity is not admitted and never calls the PSP.</item>
/// <item>The intention came first: the reversal knows that a call may be under way. It takes back what it finds, and believes that there is
/// nothing only when the call must have ended and the PSP's search must show it. Until then it is not confirmed, and repeated.</item>
/// <item>The call outlives even that: its answer meets the tombstone here, and what it made is given back here.</item>
/// </list>
/// </remarks>
internal sealed class AuthorizePayment(
    PaymentRecords records,
    PaymentInstruments instruments,
    PaymentInquiry inquiry,
    PaymentReversal reversal,
    PaymentRetry retry,
    ProviderHealth health,
    InstrumentVault vault,
    PaymentMetrics metrics,
    TimeProvider time) : WorkflowActivity<AuthorizePaymentRequest, PaymentResult>
{
    public override async Task<PaymentResult> RunAsync(WorkflowActivityContext context, AuthorizePaymentRequest input)
    {
        Identifier.Require(input.TrackingNumber, input.TenantId, input.CustomerUrn);
        var known = await records.ReadAsync(input.TrackingNumber, input.TenantId, CancellationToken.None);
        if (known is not null && !known.Admits(input.Attempt, time.GetUtcNow()))
        {
            return await AnswerAsync(known, input);
        }

        var (instrument, reasonCode) = await instruments.PrepareAsync(input, known, CancellationToken.None);
        if (instrument is null)
        {
            // The card of an attempt that was sent may be past its time, or another delivery has just used it up. Then this attempt has an
            // outcome, or only the PSP knows what became of it.
            known = await records.ReadAsync(input.TrackingNumber, input.TenantId, CancellationToken.None);
            return known?.Authorization?.Attempt == input.Attempt && known.Status != PaymentStatus.NotFound
                ? await AnswerAsync(known, input)
                : ProviderAnswer.Declined(reasonCode ?? ReasonCodes.PaymentMethodNotFound).Result;
        }

        var (payment, repeated) = await IntendAsync(input, instrument);
        return repeated is null ? await AnswerAsync(payment, input) : await SendAsync(payment, input, instrument, repeated.Value);
    }

    /// <summary>Records the intention; <c>Repeated</c> is null when another delivery or a reversal came first.</summary>
    private async Task<(Payment Payment, bool? Repeated)> IntendAsync(AuthorizePaymentRequest input, ReadyInstrument instrument)
    {
        bool? repeated = null;
        var payment = await records.UpdateAsync(
            input.TrackingNumber,
            input.TenantId,
            current =>
            {
                var now = time.GetUtcNow();
                if (current is not null && !current.Admits(input.Attempt, now))
                {
                    repeated = null;
                    return current;
                }

                repeated = current?.Authorization?.Attempt == input.Attempt;
                return current.Intend(input.TrackingNumber, input.TenantId, instrument.ToAuthorization(input, now), now);
            },
            CancellationToken.None);
        return (payment, repeated);
    }

    private async Task<PaymentResult> SendAsync(Payment payment, AuthorizePaymentRequest input, ReadyInstrument instrument, bool repeated)
    {
        var answer = await instrument.Provider.AuthorizeAsync(instrument.ToProvider(input, payment.Authorization), CancellationToken.None);
        health.Note(instrument.Provider.Identifier, answered: answer.Status != PaymentStatus.Unknown);
        if (repeated && answer.Result is { Status: PaymentStatus.Declined, ReasonCode: ReasonCodes.ProviderError })
        {
            // A request that is refused for its form or its credentials says nothing about the one that was sent before.
            answer = ProviderAnswer.Unknown(ReasonCodes.PspUnavailable);
        }

        metrics.Authorized(instrument.Provider.Identifier, answer.Status.ToString(), answer.Result.ReasonCode);
        payment = await records.UpdateAsync(
            payment,
            current => current.Learn(PaymentSteps.Authorize, input.Attempt, answer, time.GetUtcNow()).Reopen(answer, time.GetUtcNow()),
            CancellationToken.None);
        return payment is { Reversal: null, Status: PaymentStatus.Unknown } && answer.Status == PaymentStatus.Unknown
            ? answer.Result
            : await AnswerAsync(payment, input);
    }

    /// <summary>The answer from what is known: the PSP is only asked when that is nothing, and never asked to charge.</summary>
    private async Task<PaymentResult> AnswerAsync(Payment payment, AuthorizePaymentRequest input)
    {
        if (payment.Reversal is not null)
        {
            await UndoAsync(payment);
            await vault.ForgetAsync(input.Instrument, CancellationToken.None);
            return ProviderAnswer.Declined(ReasonCodes.Reversed, payment.PspReference).Result;
        }

        var result = payment.Status == PaymentStatus.Unknown
            ? await inquiry.InquireAsync(new OrderReference(input.TrackingNumber, input.TenantId), CancellationToken.None)
            : retry.ToResult(payment);
        if (result is { Status: not PaymentStatus.Unknown, TryAgain: false })
        {
            await vault.ForgetAsync(input.Instrument, CancellationToken.None);
        }

        // The PSP has nothing, and this attempt is too old to be sent again under its idempotency key.
        return result.Status == PaymentStatus.NotFound ? ProviderAnswer.Declined(ReasonCodes.ProviderError).Result : result;
    }

    private async Task UndoAsync(Payment payment)
    {
        if (payment is { PspReference: not null, Reversal.ConfirmedAt: null }
            && await reversal.ReverseAsync(payment, CancellationToken.None) is { Confirmed: false })
        {
            throw new InvalidOperationException("The authorisation came after the reversal and could not be given back yet.");
        }
    }
}
