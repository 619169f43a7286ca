using Dapr.Common.Serialization;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow.History;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using EventCase = Dapr.DurableTask.Protobuf.HistoryEvent.EventTypeOneofCase;

namespace Dapr.Workflow.Replay;

/// <summary>Runs one turn of a workflow: a replay from its beginning in a scope of its own. Nothing is kept between turns.</summary>
internal sealed class WorkflowTurn(
    WorkflowRuntimeOptions options, IServiceScopeFactory scopes, IDaprSerializer serializer, ILoggerFactory loggers)
{
    /// <summary>Runs a turn.</summary>
    /// <param name="request">The work item.</param>
    /// <param name="completionToken">Goes back as it came.</param>
    /// <param name="streamedPast">Past events that did not fit into the work item.</param>
    /// <returns>What the sidecar is to do.</returns>
    public async Task<WorkflowResponse> RunAsync(
        WorkflowRequest request, string completionToken, IReadOnlyList<HistoryEvent>? streamedPast = null)
    {
        var past = streamedPast is null ? (IReadOnlyList<HistoryEvent>)request.PastEvents : [.. request.PastEvents, .. streamedPast];
        var history = new TurnHistory(past, request.NewEvents);
        var response = new WorkflowResponse { InstanceId = request.InstanceId, CompletionToken = completionToken };
        switch (history.LastKind)
        {
            case EventCase.ExecutionTerminated:
                Complete(response, new CompleteWorkflowAction { WorkflowStatus = OrchestrationStatus.Terminated });
                response.Version = new Patches(history.RecordedPatches).Repeat(history.WorkflowName);
                return response;
            case EventCase.ExecutionSuspended:
                response.Version = new Patches(history.RecordedPatches).Repeat(history.WorkflowName);
                return response;
        }

        await using var scope = scopes.CreateAsyncScope();
        if (Prepare(history, scope.ServiceProvider, response) is { } code)
        {
            Replay(request, history, code, response);
        }

        return response;
    }

    private Func<WorkflowContext, Task<object?>>? Prepare(TurnHistory history, IServiceProvider services, WorkflowResponse response)
    {
        if (history.WorkflowName is not { Length: > 0 } name)
        {
            Fail(response, Failures.Of("WorkflowNameMissing", "The history does not say which workflow this is."), isNonRetriable: true);
            return null;
        }

        if (options.FindWorkflow(name) is not { } create)
        {
            Fail(response, Failures.Of("WorkflowNotFound", $"Workflow '{name}' is not registered in this app."), isNonRetriable: true);
            return null;
        }

        IWorkflow workflow;
        try
        {
            workflow = create(services);
        }
        catch (Exception e)
        {
            Fail(response, Failures.Of(e), isNonRetriable: true);
            return null;
        }

        try
        {
            var input = serializer.Deserialize(history.Input, workflow.InputType);
            return context => workflow.RunAsync(context, input);
        }
        catch (Exception e)
        {
            Fail(response, Failures.Of(e), isNonRetriable: false);
            return null;
        }
    }

    // The code must find neither a synchronization context nor another thread: continuations run where the event is fed.
    private void Replay(WorkflowRequest request, TurnHistory history, Func<WorkflowContext, Task<object?>> code, WorkflowResponse response)
    {
        var context = new ReplayContext(
            history.WorkflowName ?? string.Empty, request.InstanceId, request.ExecutionId, history, serializer, loggers,
            PropagatedHistoryReader.Read(request.PropagatedHistory));
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        using var trace = WorkflowTracing.StartTurn(history.ParentTrace);
        try
        {
            context.Report(context.Run(code), response);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private static void Fail(WorkflowResponse response, TaskFailureDetails details, bool isNonRetriable)
    {
        details.IsNonRetriable = isNonRetriable;
        Complete(response, new CompleteWorkflowAction { WorkflowStatus = OrchestrationStatus.Failed, FailureDetails = details });
    }

    private static void Complete(WorkflowResponse response, CompleteWorkflowAction completion) =>
        response.Actions.Add(new WorkflowAction { CompleteWorkflow = completion });
}
