using Checkout.Local.Psps.Ledger;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.Stripe;

/// <summary>A direct debit or a refund whose bank has not said yet what becomes of it.</summary>
/// <param name="Id">The payment intent or the refund.</param>
/// <param name="PaymentIntentId">The payment.</param>
/// <param name="SubmittedAt">UTC.</param>
/// <param name="IsSlow">Whether the bank takes at least three minutes.</param>
internal sealed record BankDecision(string Id, string PaymentIntentId, DateTimeOffset SubmittedAt, bool IsSlow = false)
    : OpenDecision(Id, SubmittedAt);

/// <summary>Lets the banks decide after <see cref="StripeOptions.SettlementDelay"/>.</summary>
internal sealed class BankDecisions(PaymentLedger ledger, IOptions<StripeOptions> options, TimeProvider time)
    : OpenDecisions<BankDecision>(ledger, time)
{
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(3);

    /// <inheritdoc />
    protected override TimeSpan DelayOf(BankDecision decision) =>
        options.Value.SettlementDelay + (decision.IsSlow ? Slow : TimeSpan.Zero);

    /// <inheritdoc />
    protected override void Decide(LedgerTransaction transaction, BankDecision decision)
    {
        if (string.Equals(decision.Id, decision.PaymentIntentId, StringComparison.Ordinal))
        {
            DirectDebit.Settle(transaction, decision.PaymentIntentId);
        }
        else
        {
            Refunds.Settle(transaction, decision.Id);
        }
    }
}
