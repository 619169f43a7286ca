using Checkout.Local.Psps.Ledger;
using Microsoft.Extensions.Options;

namespace Checkout.Local.Psps.Stripe;

/// <summary>A direct debit or a refund whose bank has not said yet what becomes of it.</summary>
/// <param name="Id">The payment intent or the refund.</param>
/// <param name="PaymentIntentId">The payment.</param>
/// <param name="SubmittedAt">UTC.</param>
/// <param name="IsSlow">Whether the bank takes at least three minutes.</param>
internal sealed record BankDecision(string Id, string PaymentIntentId, DateTimeOffset SubmittedAt, bool IsSlow = false);

/// <summary>Lets the banks decide after <see cref="StripeOptions.SettlementDelay"/>, also after a restart.</summary>
internal sealed class BankDecisions(PaymentLedger ledger, IOptions<StripeOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(3);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A debit or a refund is told to the merchant when it is submitted, so the bell has rung for it.
            using var bell = new LedgerBell(ledger, time);
            while (true)
            {
                await bell.WaitAsync(await ledger.TransactAsync(DecideWhatIsDue), stoppingToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && stoppingToken.IsCancellationRequested)
        {
            // What is open is decided after the next start.
        }
    }

    /// <returns>How long until the next decision; null when none is open.</returns>
    private TimeSpan? DecideWhatIsDue(LedgerTransaction transaction)
    {
        TimeSpan? next = null;
        foreach (var decision in transaction.Documents.All<BankDecision>())
        {
            var left = decision.SubmittedAt + options.Value.SettlementDelay + (decision.IsSlow ? Slow : TimeSpan.Zero) - time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                next = next < left ? next : left;
                continue;
            }

            transaction.Documents.Remove<BankDecision>(decision.Id);
            if (string.Equals(decision.Id, decision.PaymentIntentId, StringComparison.Ordinal))
            {
                DirectDebit.Settle(transaction, decision.PaymentIntentId);
            }
            else
            {
                Refunds.Settle(transaction, decision.Id);
            }
        }

        return next;
    }
}
