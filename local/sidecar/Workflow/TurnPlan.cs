using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What a worker's answer to a turn amounts to.</summary>
internal sealed class TurnPlan
{
    /// <summary>Events made from the actions, in their order.</summary>
    internal List<HistoryEvent> Events { get; init; } = [];

    /// <summary>The completion among them.</summary>
    internal ExecutionCompletedEvent? Completed { get; set; }

    /// <summary>Set when a new generation follows; then nothing else counts.</summary>
    internal CompleteWorkflowAction? ContinueAsNew { get; set; }

    /// <summary>Set when the worker cannot go on with this instance.</summary>
    internal ExecutionStalledEvent? Stall { get; set; }

    /// <summary>The answer has an action that daprd 1.18 does not carry out either: it is set aside and the turn repeated.</summary>
    internal bool Unsupported { get; set; }

    /// <summary>Patches that are new in this turn.</summary>
    internal IReadOnlyList<string> NewPatches { get; set; } = [];

    /// <summary>The termination that the turn carried, which stops new work.</summary>
    internal ExecutionTerminatedEvent? Terminated { get; init; }

    internal IEnumerable<HistoryEvent> Tasks => Work(HistoryEvent.EventTypeOneofCase.TaskScheduled);

    internal IEnumerable<HistoryEvent> Children => Work(HistoryEvent.EventTypeOneofCase.ChildWorkflowInstanceCreated);

    /// <summary>Other apps that this turn's work goes to.</summary>
    internal IReadOnlyList<string> OtherApps(string own) =>
        [.. Tasks.Concat(Children).Select(e => RunState.TargetApp(e.Router, own))
            .Where(app => !string.Equals(app, own, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)];

    /// <summary>Leaves out what goes to apps that cannot be reached; the worker brings it up again in the next turn.</summary>
    internal void LeaveOut(IReadOnlyList<string> apps, string own) =>
        Events.RemoveAll(e => apps.Contains(RunState.TargetApp(e.Router, own), StringComparer.Ordinal));

    private IEnumerable<HistoryEvent> Work(HistoryEvent.EventTypeOneofCase kind) =>
        Terminated is null ? Events.Where(e => e.EventTypeCase == kind) : [];
}
