using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What the engine has done since it was started.</summary>
internal sealed class WorkflowCounters
{
    private long started;
    private long completed;
    private long failed;
    private long terminated;
    private long activitiesCompleted;
    private long activitiesFailed;
    private long purged;

    /// <summary>Instances that became durable.</summary>
    internal long Started => Interlocked.Read(ref started);

    /// <summary>Instances that reached an end, by its name in metrics.</summary>
    internal IEnumerable<(string Status, long Count)> Finished =>
    [
        ("completed", Interlocked.Read(ref completed)),
        ("failed", Interlocked.Read(ref failed)),
        ("terminated", Interlocked.Read(ref terminated)),
    ];

    /// <summary>Results of activities that an instance took, by kind.</summary>
    internal IEnumerable<(string Status, long Count)> Activities =>
        [("completed", Interlocked.Read(ref activitiesCompleted)), ("failed", Interlocked.Read(ref activitiesFailed))];

    /// <summary>Instances that were deleted, by a call or because their retention was over.</summary>
    internal long Purged => Interlocked.Read(ref purged);

    internal void CountStart() => Interlocked.Increment(ref started);

    internal void CountEnd(OrchestrationStatus status)
    {
        switch (status)
        {
            case OrchestrationStatus.Completed:
                Interlocked.Increment(ref completed);
                break;
            case OrchestrationStatus.Terminated or OrchestrationStatus.Canceled:
                Interlocked.Increment(ref terminated);
                break;
            default:
                Interlocked.Increment(ref failed);
                break;
        }
    }

    internal void CountActivity(ActivityResponse answer)
    {
        if (answer.FailureDetails is null)
        {
            Interlocked.Increment(ref activitiesCompleted);
        }
        else
        {
            Interlocked.Increment(ref activitiesFailed);
        }
    }

    internal void CountPurge(int instances) => Interlocked.Add(ref purged, instances);
}
