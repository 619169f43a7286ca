namespace Checkout.Local.Psps.Ledger;

/// <summary>A unit of work that waits for its turn on the ledger.</summary>
internal abstract class LedgerWork
{
    /// <summary>Runs the work; its result or its exception waits for the commit.</summary>
    /// <param name="transaction">The ledger.</param>
    /// <returns>False when the work threw, and its writes are to be undone.</returns>
    public abstract bool TryRun(LedgerTransaction transaction);

    /// <summary>Tells the caller the outcome, now that it is durable.</summary>
    public abstract void Acknowledge();

    /// <summary>Tells the caller that the commit failed.</summary>
    /// <param name="fault">Why.</param>
    public abstract void Fail(Exception fault);
}

/// <summary>A unit of work with a result.</summary>
/// <param name="run">Reads and writes.</param>
internal sealed class LedgerWork<T>(Func<LedgerTransaction, T> run) : LedgerWork
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? refusal;

    /// <summary>Ends with the outcome once that is durable.</summary>
    public Task<T> Done => done.Task;

    /// <inheritdoc />
    public override bool TryRun(LedgerTransaction transaction)
    {
        try
        {
            result = run(transaction);
            return true;
        }
        catch (Exception fault)
        {
            refusal = fault;
            return false;
        }
    }

    /// <inheritdoc />
    public override void Acknowledge()
    {
        if (refusal is null)
        {
            done.SetResult(result!);
        }
        else
        {
            done.SetException(refusal);
        }
    }

    /// <inheritdoc />
    public override void Fail(Exception fault) => done.TrySetException(refusal ?? fault);
}
