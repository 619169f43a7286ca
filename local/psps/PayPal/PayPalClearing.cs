using Checkout.Local.Psps.Ledger;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.PayPal;

/// <summary>A capture whose bank has not said yet what becomes of it.</summary>
/// <param name="Id">The capture.</param>
/// <param name="SubmittedAt">UTC.</param>
internal sealed record PendingCapture(string Id, DateTimeOffset SubmittedAt) : OpenDecision(Id, SubmittedAt);

/// <summary>Lets the banks decide on pending captures after <see cref="PayPalOptions.ClearingDelay"/>.</summary>
internal sealed class PayPalClearing(
    PaymentLedger ledger, IOptions<PayPalOptions> options, OwnAddress address, TimeProvider time)
    : OpenDecisions<PendingCapture>(ledger, time)
{
    /// <inheritdoc />
    protected override TimeSpan DelayOf(PendingCapture decision) => options.Value.ClearingDelay;

    /// <inheritdoc />
    protected override void Decide(LedgerTransaction transaction, PendingCapture decision) =>
        Captures.End(transaction, decision.Id, new PayPalView(address.Url));
}
