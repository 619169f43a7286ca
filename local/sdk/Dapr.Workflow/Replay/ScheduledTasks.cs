using Dapr.DurableTask.Protobuf;
using Waiter = System.Threading.Tasks.TaskCompletionSource<Dapr.DurableTask.Protobuf.HistoryEvent>;

namespace Dapr.Workflow.Replay;

/// <summary>
/// Everything that the code has numbered in this turn. Calls are numbered in the order in which the code makes them, so the same number
/// means the same call in every replay. What history already holds needs no action any more; what it completes ends the call's wait.
/// </summary>
internal sealed class ScheduledTasks
{
    private readonly SortedDictionary<int, WorkflowAction> pending = [];
    private readonly Dictionary<int, Waiter> waiters = [];
    private readonly Dictionary<int, HistoryEvent> early = [];
    private readonly Dictionary<string, Waiter> byExecutionId = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> renumberedChildren = [];

    /// <summary>The number that the next call gets.</summary>
    public int NextId { get; private set; }

    /// <summary>Actions that history does not hold yet, by number.</summary>
    public IEnumerable<WorkflowAction> Pending => pending.Values;

    /// <summary>Numbers an action that nobody waits for.</summary>
    public void Add(WorkflowAction action)
    {
        action.Id = NextId++;
        pending[action.Id] = action;
    }

    /// <summary>Numbers an action and waits for the event that completes it. Continuations run inline: one thread, one order.</summary>
    public Waiter Start(WorkflowAction action)
    {
        var waiter = new Waiter();
        action.Id = NextId++;
        if (early.Remove(action.Id, out var completion))
        {
            waiter.SetResult(completion);
            return waiter;
        }

        pending[action.Id] = action;
        waiters[action.Id] = waiter;
        if (action.ScheduleTask is { } task)
        {
            byExecutionId[task.TaskExecutionId] = waiter;
        }

        return waiter;
    }

    /// <summary>History holds the action of this number.</summary>
    public void Recorded(HistoryEvent e)
    {
        if (!OptionalTimer.IsRecordedBy(e))
        {
            DropMissingOptionalTimer(e.EventId);
        }

        if (e.ChildWorkflowInstanceCreated is { } child && FindChild(child.InstanceId) is { } id)
        {
            pending.Remove(id);
            if (id != e.EventId)
            {
                renumberedChildren[e.EventId] = id;
            }

            return;
        }

        pending.Remove(e.EventId);
    }

    /// <summary>An activity, a child workflow or a timer has ended.</summary>
    /// <param name="id">Number of its action.</param>
    /// <param name="e">The event that says so.</param>
    /// <param name="taskExecutionId">The activity's key, which counts when the number is not known.</param>
    public void Completed(int id, HistoryEvent e, string? taskExecutionId = null)
    {
        if (waiters.Remove(id, out var waiter)
            || (renumberedChildren.TryGetValue(id, out var child) && waiters.Remove(child, out waiter))
            || (!string.IsNullOrEmpty(taskExecutionId) && byExecutionId.TryGetValue(taskExecutionId, out waiter)))
        {
            waiter.TrySetResult(e);
            return;
        }

        early.TryAdd(id, e);
    }

    private int? FindChild(string instanceId)
    {
        foreach (var (id, action) in pending)
        {
            if (string.Equals(action.CreateChildWorkflow?.InstanceId, instanceId, StringComparison.Ordinal))
            {
                return id;
            }
        }

        return null;
    }

    // Histories of older SDKs have no timer for a wait without end. Then something else stands at its number, and all later numbers
    // move up.
    private void DropMissingOptionalTimer(int id)
    {
        if (!pending.TryGetValue(id, out var action) || !OptionalTimer.Is(action.CreateTimer))
        {
            return;
        }

        pending.Remove(id);
        waiters.Remove(id, out var wait);
        NextId--;
        foreach (var later in pending.Keys.Where(k => k > id).ToList())
        {
            var moved = pending[later];
            pending.Remove(later);
            pending[later - 1] = moved;
            moved.Id = later - 1;
        }

        foreach (var later in waiters.Keys.Where(k => k > id).Order().ToList())
        {
            waiters[later - 1] = waiters[later];
            waiters.Remove(later);
        }

        wait?.TrySetCanceled();
    }
}
