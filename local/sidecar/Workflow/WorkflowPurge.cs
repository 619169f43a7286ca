using Checkout.Local.Sidecar.State;
using Grpc.Core;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Deletes instances and everything stored of them, in one transaction.</summary>
internal sealed class WorkflowPurge(EngineServices services)
{
    private readonly List<StateChange> changes = [];
    private readonly List<InstanceActor> active = [];
    private int count;

    /// <summary>Purges an instance that is finished, or with <paramref name="force"/> any.</summary>
    /// <returns>How many instances were deleted.</returns>
    /// <exception cref="RpcException">Unknown: it does not exist or is not finished.</exception>
    internal async Task<int> RunAsync(InstanceKey key, bool recursive, bool force)
    {
        if (!await AddAsync(key, recursive, force))
        {
            throw Failed($"failed to fetch workflow state: {WorkflowErrors.NoSuchInstanceText}");
        }

        await services.Journal.CommitAsync(changes);
        services.Counters.CountPurge(count);
        foreach (var actor in active)
        {
            actor.Leave(purged: true);
        }

        return count;
    }

    private async Task<bool> AddAsync(InstanceKey key, bool recursive, bool force)
    {
        IReadOnlyList<InstanceKey> children;
        if (services.Active.TryGetValue(key, out var actor))
        {
            if (!force)
            {
                throw Failed(WorkflowErrors.NotCompletedText);
            }

            children = [.. actor.Saved.State.Children];
            active.Add(actor);
            changes.Add(new StateChange(JournalKeys.Active(key), null));
            changes.AddRange(await services.Journal.DeletionsAsync(key, actor.Rows.Run));
        }
        else if (await services.Journal.ReadFinishedAsync(key) is { } finished)
        {
            children = finished.Children;
            changes.Add(new StateChange(JournalKeys.Finished(key), null));
            changes.AddRange(await services.Journal.DeletionsAsync(key, finished.Run));
        }
        else
        {
            return false;
        }

        count++;
        foreach (var child in recursive ? children.Distinct() : [])
        {
            await AddAsync(child, recursive, force);
        }

        return true;
    }

    private static RpcException Failed(string reason) =>
        WorkflowErrors.Error(StatusCode.Unknown, $"failed to purge workflow state: {reason}");
}
