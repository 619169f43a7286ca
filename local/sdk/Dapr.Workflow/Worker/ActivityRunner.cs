using System.Diagnostics;
using Dapr.Common.Serialization;
using Dapr.DurableTask.Protobuf;
using Dapr.Workflow.Abstractions;
using Dapr.Workflow.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr.Workflow.Worker;

/// <summary>Runs activities, each in a scope of its own and as a part of the workflow's trace.</summary>
internal sealed class ActivityRunner(WorkflowRuntimeOptions options, IServiceScopeFactory scopes, IDaprSerializer serializer)
{
    /// <summary>Runs one activity. A failure is an answer, never an exception.</summary>
    public async Task<ActivityResponse> RunAsync(ActivityRequest request, string completionToken)
    {
        var response = new ActivityResponse
        {
            InstanceId = request.WorkflowInstance?.InstanceId ?? string.Empty,
            TaskId = request.TaskId,
            CompletionToken = completionToken,
        };
        using var span = WorkflowTracing.StartActivity(request.Name, request.ParentTraceContext);
        await using var scope = scopes.CreateAsyncScope();
        if (Create(request.Name, scope.ServiceProvider, response) is { } activity)
        {
            await RunAsync(activity, request, response);
        }

        if (response.FailureDetails is { } failure)
        {
            span?.SetStatus(ActivityStatusCode.Error, failure.ErrorType);
        }

        return response;
    }

    private IWorkflowActivity? Create(string name, IServiceProvider services, ActivityResponse response)
    {
        if (options.FindActivity(name) is not { } create)
        {
            response.FailureDetails = Failures.Of("ActivityNotFoundException", $"Activity '{name}' not found");
            return null;
        }

        try
        {
            return create(services);
        }
        catch (Exception e)
        {
            response.FailureDetails = Failures.Of(e);
            response.FailureDetails.ErrorMessage = $"Activity '{name}' failed to activate: {e.Message}";
            return null;
        }
    }

    private async Task RunAsync(IWorkflowActivity activity, ActivityRequest request, ActivityResponse response)
    {
        try
        {
            var input = serializer.Deserialize(request.Input, activity.InputType);
            response.Result = serializer.Serialize(await activity.RunAsync(new ActivityCall(request), input));
        }
        catch (Exception e)
        {
            response.FailureDetails = Failures.Of(e);
        }
    }

    private sealed class ActivityCall(ActivityRequest request) : WorkflowActivityContext
    {
        public override TaskIdentifier Identifier => request.Name;

        public override string TaskExecutionKey =>
            string.IsNullOrEmpty(request.TaskExecutionId) ? request.TaskId.ToString() : request.TaskExecutionId;

        public override string InstanceId => request.WorkflowInstance?.InstanceId ?? string.Empty;
    }
}
