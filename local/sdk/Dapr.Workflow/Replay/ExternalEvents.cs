using Dapr.DurableTask.Protobuf;
using Waiter = System.Threading.Tasks.TaskCompletionSource<Dapr.DurableTask.Protobuf.HistoryEvent>;

namespace Dapr.Workflow.Replay;

/// <summary>Brings raised events and waits together by name (letter case does not count), first come first served on both sides.</summary>
internal sealed class ExternalEvents
{
    private readonly List<HistoryEvent> unclaimed = [];
    private readonly Dictionary<string, Queue<Waiter>> waiters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Events that nobody has taken, in the order of their arrival.</summary>
    public IReadOnlyList<HistoryEvent> Unclaimed => unclaimed;

    /// <summary>Takes the oldest unclaimed event of a name, or waits for the next one.</summary>
    public Waiter Wait(string name)
    {
        var waiter = new Waiter();
        var index = unclaimed.FindIndex(e => string.Equals(e.EventRaised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            waiter.SetResult(unclaimed[index]);
            unclaimed.RemoveAt(index);
            return waiter;
        }

        if (!waiters.TryGetValue(name, out var queue))
        {
            waiters[name] = queue = new Queue<Waiter>();
        }

        queue.Enqueue(waiter);
        return waiter;
    }

    /// <summary>Gives an event to the first wait that has not been given up, else keeps it.</summary>
    public void Raise(HistoryEvent e)
    {
        if (waiters.TryGetValue(e.EventRaised.Name, out var queue))
        {
            while (queue.TryDequeue(out var waiter))
            {
                if (waiter.TrySetResult(e))
                {
                    return;
                }
            }
        }

        unclaimed.Add(e);
    }
}
