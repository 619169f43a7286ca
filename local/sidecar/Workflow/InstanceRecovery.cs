using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Goes on where the store says that instances were: after a restart, and in a rerun, whose past is written first.</summary>
internal static class InstanceRecovery
{
    /// <summary>Takes up all instances of an app that are not finished.</summary>
    internal static async Task RecoverAllAsync(EngineServices services, string appId, CancellationToken cancellationToken)
    {
        List<(InstanceKey Key, string Run)> active = [];
        await foreach (var found in services.Journal.ActiveAsync(appId, cancellationToken))
        {
            active.Add(found);
        }

        foreach (var (key, run) in active)
        {
            var (generation, inbox) = await services.Journal.LoadAsync(key, run, cancellationToken);
            var actor = new InstanceActor(key, run, services);
            services.Active[key] = actor;
            Recover(actor, generation, inbox);
        }
    }

    /// <summary>Sets an instance going that has only what the store has.</summary>
    internal static void Recover(InstanceActor actor, Generation generation, IReadOnlyList<InboxEntry> inbox)
    {
        actor.Rows.Recover(inbox);
        foreach (var entry in inbox)
        {
            actor.Inbox.Add(entry);
        }

        // What has come already is not asked for again.
        var pending = generation.State.After(inbox.Select(entry => entry.Event).OfType<HistoryEvent>(), actor.Key.AppId);
        actor.Restore(generation, generation.State.Timers.Where(timer => !pending.Timers.Contains(timer)));
        foreach (var task in generation.State.Tasks.Values.Where(task => pending.Tasks.ContainsKey(task.EventId)).ToList())
        {
            actor.Dispatch(task);
        }

        if (inbox is [{ Event.ExecutionStarted.ScheduledStartTimestamp: { } due }])
        {
            actor.WakeAt(due.ToDateTimeOffset());
        }
        else
        {
            actor.Wake();
        }
    }
}
