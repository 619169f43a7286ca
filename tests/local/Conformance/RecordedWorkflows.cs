using Checkout.Local.Tests.Sidecar.Workflow;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Tests.Conformance;

/// <summary>The workflows of the recorder's worker: <c>WaitGo</c>, <c>Echo</c>, <c>Fails</c> and <c>SlowTurn</c>.</summary>
internal static class RecordedWorkflows
{
    /// <summary>Answers a turn; null leaves the first turn of <c>SlowTurn</c> open.</summary>
    internal static WorkflowResponse? Answer(WorkflowRequest turn)
    {
        var events = turn.PastEvents.Concat(turn.NewEvents).ToList();
        var start = events.First(e => e.ExecutionStarted is not null).ExecutionStarted;
        return start.Name switch
        {
            "WaitGo" => WaitGo(turn, events),
            "Echo" => ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0, start.Input)),
            "Fails" => Fail(turn, "System.InvalidOperationException", "it broke", "at line 1"),
            "SlowTurn" when turn.PastEvents.Count == 0 => null,
            "SlowTurn" => ScriptedWorker.Answer(turn),
            _ => Fail(turn, "WorkflowNotFound", $"Workflow '{start.Name}' is not registered in this app.", string.Empty),
        };
    }

    private static WorkflowResponse WaitGo(WorkflowRequest turn, List<HistoryEvent> events)
    {
        var go = events.Find(e => e.EventRaised?.Name is "go")?.EventRaised;
        var answer = go is null ? ScriptedWorker.Answer(turn) : ScriptedWorker.Answer(turn, ScriptedWorker.Complete(0, go.Input));
        answer.CustomStatus = """{"step":"waiting"}""";
        return answer;
    }

    private static WorkflowResponse Fail(WorkflowRequest turn, string type, string message, string stackTrace) =>
        ScriptedWorker.Answer(turn, new WorkflowAction
        {
            CompleteWorkflow = new CompleteWorkflowAction
            {
                WorkflowStatus = OrchestrationStatus.Failed,
                FailureDetails = new TaskFailureDetails { ErrorType = type, ErrorMessage = message, StackTrace = stackTrace },
            },
        });
}
