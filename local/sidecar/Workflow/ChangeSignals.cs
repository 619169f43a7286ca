using System.Collections.Concurrent;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Lets clients wait for an instance to change, also for one that does not exist yet.</summary>
internal sealed class ChangeSignals
{
    private readonly ConcurrentDictionary<InstanceKey, TaskCompletionSource> waiting = [];

    /// <summary>Repeats <paramref name="check"/> after each change of the instance until it gives something.</summary>
    internal async Task<T> UntilAsync<T>(InstanceKey key, Func<ValueTask<T?>> check, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var change = waiting.GetOrAdd(key, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            try
            {
                if (await check() is { } result)
                {
                    Notify(key); // whoever else waits looks again and registers anew; nothing is left behind
                    return result;
                }

                await change.Task.WaitAsync(cancellationToken);
            }
            catch
            {
                Notify(key);
                throw;
            }
        }
    }

    internal void Notify(InstanceKey key)
    {
        if (waiting.TryRemove(key, out var change))
        {
            change.TrySetResult();
        }
    }
}
