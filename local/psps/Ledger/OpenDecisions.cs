namespace Checkout.Local.Psps.Ledger;

/// <summary>Something on which a bank has not decided yet; a document of the ledger.</summary>
/// <param name="Id">Identifier of the document.</param>
/// <param name="SubmittedAt">UTC.</param>
internal abstract record OpenDecision(string Id, DateTimeOffset SubmittedAt);

/// <summary>Lets the banks of a PSP decide some time after they were asked, also after a restart.</summary>
/// <param name="ledger">Keeps what is open. What is submitted is told to the merchant, so that the bell has rung for it.</param>
/// <param name="time">The clock.</param>
internal abstract class OpenDecisions<T>(PaymentLedger ledger, TimeProvider time) : BackgroundService
    where T : OpenDecision
{
    /// <summary>How long the bank takes.</summary>
    protected abstract TimeSpan DelayOf(T decision);

    /// <summary>The bank decides.</summary>
    protected abstract void Decide(LedgerTransaction transaction, T decision);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
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
        foreach (var decision in transaction.Documents.All<T>())
        {
            var left = decision.SubmittedAt + DelayOf(decision) - time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                next = next < left ? next : left;
                continue;
            }

            transaction.Documents.Remove<T>(decision.Id);
            Decide(transaction, decision);
        }

        return next;
    }
}
