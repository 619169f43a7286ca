namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Lets one in at a time, in the order in which they came, without a thread waiting.</summary>
internal sealed class AsyncGate
{
    private readonly Queue<TaskCompletionSource> waiting = [];
    private readonly Lock sync = new();
    private bool taken;

    /// <summary>Enters; <see cref="Leave"/> must follow.</summary>
    internal Task EnterAsync(CancellationToken cancellationToken)
    {
        lock (sync)
        {
            if (!taken)
            {
                taken = true;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return WaitAsync(turn, cancellationToken);
        }
    }

    internal void Leave()
    {
        lock (sync)
        {
            while (waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            taken = false;
        }
    }

    private static async Task WaitAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        await using var giveUp = cancellationToken.UnsafeRegister(
            static (state, token) => (state as TaskCompletionSource)?.TrySetCanceled(token), turn);
        await turn.Task;
    }
}
