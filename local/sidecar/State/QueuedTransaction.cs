namespace Checkout.Local.Sidecar.State;

/// <summary>A transaction that waits for its commit.</summary>
/// <param name="changes">What to apply; null removes what has expired.</param>
internal sealed class QueuedTransaction(IReadOnlyList<StateChange>? changes)
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What to apply; null removes what has expired.</summary>
    public IReadOnlyList<StateChange>? Changes { get; } = changes;

    /// <summary>The key whose condition does not hold; null when the transaction is applied.</summary>
    public string? RefusedKey { get; set; }

    /// <summary>Ends when the transaction is durable.</summary>
    public Task Task => done.Task;

    /// <summary>Tells the caller that the commit is durable, or that the transaction was refused.</summary>
    public void Complete()
    {
        if (RefusedKey is null)
        {
            done.SetResult();
        }
        else
        {
            done.SetException(new EtagMismatchException(RefusedKey));
        }
    }

    /// <summary>Tells the caller that nothing was written.</summary>
    public void Fail(Exception error) => done.SetException(error);
}
