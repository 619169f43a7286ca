using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Sidecar.Workflow.Killing;

/// <summary>
/// A workflow with a parallel pair, a timer, an external event, an activity that fails twice and is retried, and a child, as a function
/// of its history. Its output names every result that it used.
/// </summary>
internal static class KilledWorkflow
{
    public const string Event = "go";

    private const int PairA = 0;
    private const int PairB = 1;
    private const int Timer = 2;
    private const int Attempt = 3;
    private const int Pause = 4;
    private const int Attempt2 = 5;
    private const int Pause2 = 6;
    private const int LastAttempt = 7;
    private const int Child = 8;
    private const int End = 9;

    private static readonly TimeSpan ShortWhile = TimeSpan.FromMilliseconds(20);

    /// <summary>Activities of the workflow, and of its child.</summary>
    public static IReadOnlyList<int> Activities => [PairA, PairB, Attempt, Attempt2, LastAttempt];

    public static IReadOnlyList<int> Timers => [Timer, Pause, Pause2];

    public static string ChildOf(string instanceId) => instanceId + "-child";

    public static bool IsChild(string instanceId) => instanceId.EndsWith("-child", StringComparison.Ordinal);

    /// <summary>Whether an activity of the workflow is one that fails.</summary>
    public static bool Fails(ActivityRequest activity) => activity.TaskId is Attempt or Attempt2;

    public static WorkflowResponse Turn(WorkflowRequest turn)
    {
        List<HistoryEvent> events = [.. turn.PastEvents, .. turn.NewEvents];
        var actions = IsChild(turn.InstanceId) ? ChildActions(events) : Actions(turn.InstanceId, events);
        return ScriptedWorker.Answer(turn, [.. actions.Where(action => !events.Any(e => IsMadeFrom(e, action.Id)))]);
    }

    /// <summary>What the workflow puts out after this history.</summary>
    public static string Output(IReadOnlyList<HistoryEvent> events) => string.Join(
        ' ',
        Result(events, PairA),
        Result(events, PairB),
        events.First(e => e.EventRaised is not null).EventRaised.Input,
        Result(events, LastAttempt),
        Result(events, Child));

    private static IEnumerable<WorkflowAction> Actions(string instanceId, List<HistoryEvent> events)
    {
        yield return ScriptedWorker.Schedule(PairA, ("billing", "A"));
        yield return ScriptedWorker.Schedule(PairB, ("billing", "B"));
        (int After, Func<WorkflowAction> Make)[] rest =
        [
            (PairB, () => ScriptedWorker.Timer(Timer, DateTimeOffset.UtcNow + ShortWhile)),
            (Timer, () => ScriptedWorker.Schedule(Attempt, ("billing", "C"))),
            (Attempt, () => ScriptedWorker.Timer(Pause, DateTimeOffset.UtcNow + ShortWhile)),
            (Pause, () => ScriptedWorker.Schedule(Attempt2, ("billing", "C"))),
            (Attempt2, () => ScriptedWorker.Timer(Pause2, DateTimeOffset.UtcNow + ShortWhile)),
            (Pause2, () => ScriptedWorker.Schedule(LastAttempt, ("billing", "C"))),
            (LastAttempt, () => StartChild(instanceId)),
            (Child, () => ScriptedWorker.Complete(End, Output(events))),
        ];
        foreach (var (after, make) in rest)
        {
            if (!IsOver(events, after) || (after == PairB && !IsOver(events, PairA)) || (after == Timer && !HasEvent(events)))
            {
                yield break;
            }

            yield return make();
        }
    }

    private static IEnumerable<WorkflowAction> ChildActions(List<HistoryEvent> events) =>
        IsOver(events, 0) ? [ScriptedWorker.Complete(1, Result(events, 0))] : [ScriptedWorker.Schedule(0, ("billing", "D"))];

    private static WorkflowAction StartChild(string instanceId) => new()
    {
        Id = Child, CreateChildWorkflow = new CreateChildWorkflowAction { InstanceId = ChildOf(instanceId), Name = "Child", Input = "1" },
    };

    private static bool HasEvent(List<HistoryEvent> events) => events.Any(e => e.EventRaised is not null);

    private static bool IsOver(IEnumerable<HistoryEvent> events, int id) => events.Any(e => ResultOf(e) == id);

    private static bool IsMadeFrom(HistoryEvent e, int id) =>
        e.EventId == id && (e.TaskScheduled is not null || e.TimerCreated is not null || e.ChildWorkflowInstanceCreated is not null);

    /// <summary>ID of the work whose result the event is; null when it is none.</summary>
    public static int? ResultOf(HistoryEvent e) =>
        e.TaskCompleted?.TaskScheduledId ?? e.TaskFailed?.TaskScheduledId ?? e.TimerFired?.TimerId
            ?? e.ChildWorkflowInstanceCompleted?.TaskScheduledId;

    private static string Result(IEnumerable<HistoryEvent> events, int id)
    {
        var e = events.First(e => ResultOf(e) == id);
        return e.TaskCompleted?.Result ?? e.ChildWorkflowInstanceCompleted?.Result ?? string.Empty;
    }
}
