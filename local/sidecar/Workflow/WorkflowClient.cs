using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;
using Grpc.Core;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What clients of one app can do with its instances, whatever API they use.</summary>
internal sealed class WorkflowClient(EngineServices services, string appId)
{
    /// <summary>
    /// Starts an instance and answers when its first turn is saved; a start given up before a worker saw it leaves nothing.
    /// </summary>
    internal async Task StartAsync(CreateInstanceRequest request, CancellationToken cancellationToken)
    {
        var actor = await ReserveAsync(request, cancellationToken);
        actor.Deliver(new InboxEntry(HistoryEvents.Started(services.Time, appId, request)));
        try
        {
            await services.Changes.UntilAsync(
                actor.Key, () => ValueTask.FromResult(HasLeftPending(actor) ? actor : null), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            actor.TryAbandon();
            throw;
        }

        if (actor.Refusal is { } refusal)
        {
            throw WorkflowErrors.NotStored(refusal);
        }
    }

    /// <summary>Starts an instance durably and answers without waiting for a turn.</summary>
    internal async Task ScheduleAsync(CreateInstanceRequest request, CancellationToken cancellationToken)
    {
        var actor = await ReserveAsync(request, cancellationToken);
        actor.Inbox.Add(new InboxEntry(HistoryEvents.Started(services.Time, appId, request)));
        try
        {
            await actor.MakeDurableAsync();
        }
        catch (StateStoreException e)
        {
            actor.Leave(purged: true);
            throw WorkflowErrors.NotStored(e);
        }

        if (request.ScheduledStartTimestamp is { } due)
        {
            actor.WakeAt(due.ToDateTimeOffset());
        }
        else
        {
            actor.Wake();
        }
    }

    /// <summary>The instance's state; null when it does not exist.</summary>
    internal async ValueTask<WorkflowState?> GetAsync(string instanceId)
    {
        var key = new InstanceKey(appId, instanceId);
        return services.Active.TryGetValue(key, out var actor)
            ? actor.Describe()
            : (await services.Journal.ReadFinishedAsync(key))?.State;
    }

    /// <summary>Waits until the instance is as wanted; for one that does not exist, too.</summary>
    internal async Task<WorkflowState> WaitAsync(
        string instanceId, Func<OrchestrationStatus, bool> wanted, CancellationToken cancellationToken)
    {
        var key = new InstanceKey(appId, instanceId);
        InstanceActor? seen = null;
        return await services.Changes.UntilAsync(key, LookAsync, cancellationToken);

        async ValueTask<WorkflowState?> LookAsync()
        {
            if (services.Active.TryGetValue(key, out var actor))
            {
                seen = actor;
            }

            var state = seen is { Purged: false } ? seen.Describe() : await GetAsync(instanceId);
            return state is not null && wanted(state.WorkflowStatus) ? state : null;
        }
    }

    /// <summary>Gives an instance an event, durable when this ends. A finished instance ignores it.</summary>
    internal async Task PostAsync(string instanceId, Action<HistoryEvent> fill, CancellationToken cancellationToken)
    {
        await services.WorkersOf(appId).Connected.WaitAsync(cancellationToken);
        var e = HistoryEvents.New(services.Time);
        fill(e);
        if (services.Active.TryGetValue(new InstanceKey(appId, instanceId), out var actor))
        {
            await actor.ChangeAsync(() => PostAsync(actor, e), cancellationToken);
        }
        else if (await GetAsync(instanceId) is null)
        {
            throw WorkflowErrors.NoSuchInstance();
        }
    }

    /// <summary>Makes an event durable. A finished instance ignores it.</summary>
    private static async Task<bool> PostAsync(InstanceActor actor, HistoryEvent e)
    {
        if (actor.Purged)
        {
            throw WorkflowErrors.NoSuchInstance();
        }

        if (actor.Finished)
        {
            return false;
        }

        if (actor.Saved.State.Stalled)
        {
            throw WorkflowErrors.Stalled(actor.Key.InstanceId);
        }

        var entry = new InboxEntry(e);
        actor.Inbox.Add(entry);
        try
        {
            await actor.MakeDurableAsync();
            return true;
        }
        catch (StateStoreException error)
        {
            actor.Inbox.Remove(entry); // the caller hears that it did not arrive
            throw WorkflowErrors.NotStored(error);
        }
    }

    internal Task RaiseAsync(string instanceId, string name, string? input, CancellationToken cancellationToken) =>
        PostAsync(instanceId, e => e.EventRaised = new EventRaisedEvent { Name = name, Input = input }, cancellationToken);

    /// <summary>Terminates an instance; ends when it is terminated, which takes an answer of the worker.</summary>
    internal async Task TerminateAsync(string instanceId, string? output, bool recursive, CancellationToken cancellationToken)
    {
        await PostAsync(
            instanceId,
            e => e.ExecutionTerminated = new ExecutionTerminatedEvent { Input = output, Recurse = recursive },
            cancellationToken);
        await WaitAsync(instanceId, IsFinished, cancellationToken);
    }

    /// <summary>Suspends or resumes an instance; ends when it is in that state.</summary>
    internal async Task SuspendAsync(string instanceId, bool suspend, string? reason, CancellationToken cancellationToken)
    {
        await PostAsync(instanceId, Fill, cancellationToken);
        await WaitAsync(
            instanceId, status => IsFinished(status) || suspend == (status == OrchestrationStatus.Suspended), cancellationToken);

        void Fill(HistoryEvent e)
        {
            if (suspend)
            {
                e.ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason };
            }
            else
            {
                e.ExecutionResumed = new ExecutionResumedEvent { Input = reason };
            }
        }
    }

    /// <summary>The instance's history; null when it does not exist.</summary>
    internal async Task<IReadOnlyList<HistoryEvent>?> HistoryAsync(string instanceId)
    {
        var key = new InstanceKey(appId, instanceId);
        if (services.Active.TryGetValue(key, out var actor))
        {
            return [.. actor.History().SelectMany(EventBlock.Parse)];
        }

        return await services.Journal.ReadFinishedAsync(key) is { } finished
            ? await services.Journal.ReadHistoryAsync(key, finished)
            : null;
    }

    internal static bool IsFinished(OrchestrationStatus status) =>
        status is OrchestrationStatus.Completed or OrchestrationStatus.Failed
            or OrchestrationStatus.Canceled or OrchestrationStatus.Terminated;

    private async Task<InstanceActor> ReserveAsync(CreateInstanceRequest request, CancellationToken cancellationToken)
    {
        if (request.InstanceId.Contains('/'))
        {
            throw WorkflowErrors.Error(StatusCode.Unknown, $"invalid workflow instance ID '{request.InstanceId}'");
        }

        await services.WorkersOf(appId).Connected.WaitAsync(cancellationToken);
        var actor = new InstanceActor(new InstanceKey(appId, request.InstanceId), InstanceRows.NewRun(), services);
        return await InstanceStart.ReserveAsync(actor) is { } refusal ? throw WorkflowErrors.Refused(refusal) : actor;
    }

    private static bool HasLeftPending(InstanceActor actor) =>
        actor.Purged || actor.Describe().WorkflowStatus != OrchestrationStatus.Pending;
}
