using Checkout.Local.Sidecar.State;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>
/// Runs an instance again under a new ID, from an activity or timer of its history on: what lies before is taken as done.
/// </summary>
internal sealed class WorkflowRerun(EngineServices services, string appId)
{
    /// <summary>Starts the new instance.</summary>
    /// <returns>Its ID, made up when none was given.</returns>
    /// <exception cref="RpcException">NotFound: no such instance or event. AlreadyExists: the new ID is in use.</exception>
    internal async Task<string> RunAsync(RerunWorkflowFromEventRequest request)
    {
        var source = request.SourceInstanceID;
        var history = await new WorkflowClient(services, appId).HistoryAsync(source)
            ?? throw WorkflowErrors.Error(StatusCode.NotFound, $"workflow instance does not exist with ID '{source}'");
        var target = history
            .FirstOrDefault(e => e.EventId == request.EventID && (e.TaskScheduled is not null || e.TimerCreated is not null))
            ?? throw WorkflowErrors.Error(
                StatusCode.NotFound, $"workflow '{source}' has no activity or timer with event ID {request.EventID}");
        List<HistoryEvent> events = [.. Before(history, target), Again(target, request)];

        var id = request.HasNewInstanceID ? request.NewInstanceID : Guid.NewGuid().ToString();
        var actor = new InstanceActor(new InstanceKey(appId, id), InstanceRows.NewRun(), services);
        if (await InstanceStart.ReserveAsync(actor) is { } refusal)
        {
            throw WorkflowErrors.Refused(refusal);
        }

        try
        {
            await StoreAsync(actor, events);
            return id;
        }
        catch
        {
            actor.Leave(purged: true);
            throw;
        }
    }

    private async Task StoreAsync(InstanceActor actor, List<HistoryEvent> events)
    {
        var block = EventBlock.Of([.. events.Select(e => e.ToByteArray())]);
        await services.Journal.CommitAsync(
        [
            .. actor.Rows.PendingChanges(),
            new StateChange(JournalKeys.History(actor.Rows.Prefix, 0), Generation.EncodeRow(null, block)),
        ]);
        var generation = new Generation();
        generation.Add(block, events, actor.Key.AppId);
        InstanceRecovery.Recover(actor, generation, []);
    }

    /// <summary>What was over before the target: each activity together with its result, in the order of the results.</summary>
    private static IEnumerable<HistoryEvent> Before(IReadOnlyList<HistoryEvent> history, HistoryEvent target)
    {
        Dictionary<int, HistoryEvent> open = [];
        foreach (var e in history.TakeWhile(e => !ReferenceEquals(e, target)))
        {
            if (e.TaskScheduled is not null || e.TimerCreated is not null || e.ChildWorkflowInstanceCreated is not null)
            {
                open[e.EventId] = e;
                continue;
            }

            if (ResultOf(e) is { } id && open.Remove(id, out var work))
            {
                yield return work;
            }

            yield return e;
        }
    }

    private static int? ResultOf(HistoryEvent e) => e.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskCompleted => e.TaskCompleted.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.TaskFailed => e.TaskFailed.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.TimerFired => e.TimerFired.TimerId,
        HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceCompleted => e.ChildWorkflowInstanceCompleted.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceFailed => e.ChildWorkflowInstanceFailed.TaskScheduledId,
        _ => null,
    };

    private HistoryEvent Again(HistoryEvent target, RerunWorkflowFromEventRequest request)
    {
        var again = target.Clone();
        again.Timestamp = Timestamp.FromDateTimeOffset(services.Time.GetUtcNow());
        var origin = new RerunParentInstanceInfo { InstanceID = request.SourceInstanceID };
        if (again.TaskScheduled is { } task)
        {
            task.RerunParentInstanceInfo = origin;
            task.Input = request.OverwriteInput ? request.Input : task.Input;
        }
        else
        {
            again.TimerCreated.RerunParentInstanceInfo = origin;
        }

        return again;
    }
}
