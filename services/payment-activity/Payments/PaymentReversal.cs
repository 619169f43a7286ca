using Checkout.Contracts.Payments;
using Checkout.Payments.Providers;

namespace Checkout.Payments;

/// <summary>Gives a payment back whose tombstone stands already. Safe to repeat, and to run beside anything else.</summary>
internal sealed class PaymentReversal(
    PaymentRecords records, PaymentProviders providers, PaymentInquiry inquiry, TimeProvider time)
{
    public async Task<ReversalResult> ReverseAsync(Payment payment, CancellationToken cancellationToken)
    {
        if (payment.Reversal is not { } state)
        {
            throw new InvalidOperationException("A payment is only given back after its tombstone was written.");
        }

        if (state.ConfirmedAt is not null)
        {
            return new ReversalResult(Confirmed: true, state.Kind ?? ReversalKinds.Nothing);
        }

        var reversal = await AskAsync(payment, state.Number, cancellationToken);
        payment = await records.UpdateAsync(payment, p => p.LearnReversal(state.Number, reversal, time.GetUtcNow()), cancellationToken);
        return new ReversalResult(payment.Reversal?.ConfirmedAt is not null, reversal.Kind);
    }

    private async Task<ProviderReversal> AskAsync(Payment payment, int number, CancellationToken cancellationToken)
    {
        // Neither case has a payment at the PSP: no authorisation had recorded itself when the tombstone was written (none will now), or
        // the PSP refused without making one.
        if (payment.Authorization is not { } authorization || payment is { Status: PaymentStatus.Declined, PspReference: null })
        {
            return new ProviderReversal(Confirmed: true, ReversalKinds.Nothing);
        }

        var provider = providers.Get(authorization.Provider);
        var reversal = await provider.ReverseAsync(payment.ToReference(), number, cancellationToken);
        var foundNothing = reversal is { Confirmed: true, Kind: ReversalKinds.Nothing };
        var mayStillArrive = payment is { Status: PaymentStatus.Unknown, PspReference: null }
            && !inquiry.IsSettled(authorization, provider);
        return foundNothing && mayStillArrive ? reversal with { Confirmed = false } : reversal;
    }
}
