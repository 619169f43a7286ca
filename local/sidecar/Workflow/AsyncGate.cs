namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Lets one in at a time, in the order in which they came, without a thread waiting.</summary>
internal sealed class AsyncGate
{
    private readonly Queue<TaskCompletionSource> _waiting = [];
    private readonly Lock _sync = new();
    private bool _taken;

    /// <summary>Enters; <see cref="Leave"/> must follow.</summary>
    internal Task EnterAsync(CancellationToken cancellationToken)
    {
        lock (_sync)
        {
            if (!_taken)
            {
                _taken = true;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            return WaitAsync(turn, cancellationToken);
        }
    }

    internal void Leave()
    {
        lock (_sync)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _taken = false;
        }
    }

    private static async Task WaitAsync(TaskCompletionSource turn, CancellationToken cancellationToken)
    {
        await using var giveUp = cancellationToken.UnsafeRegister(
            static (state, token) => (state as TaskCompletionSource)?.TrySetCanceled(token), turn);
        await turn.Task;
    }
}
