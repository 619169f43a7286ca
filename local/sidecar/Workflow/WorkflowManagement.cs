using Dapr.DurableTask.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>The management calls that HTTP and the Dapr service's gRPC methods share, with their checks and errors.</summary>
internal sealed class WorkflowManagement(EngineServices services, string appId)
{
    private const int LongestId = 64;

    private readonly WorkflowClient client = new(services, appId);

    /// <summary>Starts an instance and answers as soon as that is durable.</summary>
    /// <returns>The instance ID, made up when none was given.</returns>
    internal async Task<string> StartAsync(
        string name, string? instanceId, string input, Timestamp? startAt, CancellationToken cancellationToken)
    {
        var id = string.IsNullOrEmpty(instanceId) ? Guid.NewGuid().ToString() : instanceId;
        Validate(name, id);
        try
        {
            var request = new CreateInstanceRequest { InstanceId = id, Name = name, Input = input, ScheduledStartTimestamp = startAt };
            await client.ScheduleAsync(request, cancellationToken);
            return id;
        }
        catch (RpcException e)
        {
            throw ManagementErrors.Failed(
                "ERR_START_WORKFLOW", $"error starting workflow '{name}': unable to start workflow: {e.Status.Detail}");
        }
    }

    internal ValueTask<WorkflowState?> GetAsync(string instanceId) => client.GetAsync(instanceId);

    internal async Task RaiseAsync(string instanceId, string eventName, string? input, CancellationToken cancellationToken)
    {
        try
        {
            await client.RaiseAsync(instanceId, eventName, input, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unknown)
        {
            throw ManagementErrors.Failed(
                "ERR_RAISE_EVENT_WORKFLOW", $"error raising event on workflow '{instanceId}': failed to raise event: {e.Status.Detail}");
        }
    }

    internal async Task SuspendAsync(string instanceId, bool suspend, CancellationToken cancellationToken)
    {
        try
        {
            await client.SuspendAsync(instanceId, suspend, null, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unknown)
        {
            throw suspend
                ? ManagementErrors.Failed("ERR_PAUSE_WORKFLOW", $"error pausing workflow {instanceId}: {e.Status.Detail}")
                : ManagementErrors.Failed("ERR_RESUME_WORKFLOW", $"error resuming workflow {instanceId}: {e.Status.Detail}");
        }
    }

    internal async Task TerminateAsync(string instanceId, bool recursive, CancellationToken cancellationToken)
    {
        try
        {
            await client.TerminateAsync(instanceId, null, recursive, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unknown)
        {
            throw IsMissing(e)
                ? ManagementErrors.NotFound(instanceId)
                : ManagementErrors.Failed("ERR_TERMINATE_WORKFLOW", $"error terminating workflow {instanceId}: {e.Status.Detail}");
        }
    }

    internal async Task PurgeAsync(string instanceId, bool recursive)
    {
        try
        {
            await new WorkflowPurge(services).RunAsync(new InstanceKey(appId, instanceId), recursive, force: false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unknown)
        {
            throw IsMissing(e)
                ? ManagementErrors.NotFound(instanceId)
                : ManagementErrors.Failed("ERR_PURGE_WORKFLOW", $"error purging workflow {instanceId}: {e.Status.Detail}");
        }
    }

    /// <summary>Dapr's name of a status.</summary>
    internal static string StatusName(OrchestrationStatus status) => status switch
    {
        OrchestrationStatus.Running => "RUNNING",
        OrchestrationStatus.Completed => "COMPLETED",
        OrchestrationStatus.ContinuedAsNew => "CONTINUED_AS_NEW",
        OrchestrationStatus.Failed => "FAILED",
        OrchestrationStatus.Canceled => "CANCELED",
        OrchestrationStatus.Terminated => "TERMINATED",
        OrchestrationStatus.Pending => "PENDING",
        OrchestrationStatus.Suspended => "SUSPENDED",
        _ => "UNKNOWN",
    };

    /// <summary>What the state has of input, output, custom status and failure.</summary>
    internal static Dictionary<string, string> Properties(WorkflowState state)
    {
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        Add("dapr.workflow.input", state.Input);
        Add("dapr.workflow.output", state.Output);
        Add("dapr.workflow.custom_status", state.CustomStatus);
        Add("dapr.workflow.failure.error_type", state.FailureDetails?.ErrorType);
        Add("dapr.workflow.failure.error_message", state.FailureDetails?.ErrorMessage);
        Add("dapr.workflow.failure.stack_trace", state.FailureDetails?.StackTrace);
        return properties;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                properties[name] = value;
            }
        }
    }

    private static void Validate(string name, string instanceId)
    {
        if (name.Length == 0)
        {
            throw ManagementErrors.Invalid("ERR_WORKFLOW_NAME_MISSING", "workflow name is not configured");
        }

        if (instanceId.Length > LongestId)
        {
            throw ManagementErrors.Invalid(
                "ERR_INSTANCE_ID_TOO_LONG", $"workflow instance ID exceeds the max length of {LongestId} characters");
        }

        if (!instanceId.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            throw ManagementErrors.Invalid(
                "ERR_INSTANCE_ID_INVALID",
                $"workflow instance ID '{instanceId}' is invalid: only letters, digits, underscores and dashes are allowed");
        }
    }

    private static bool IsMissing(RpcException e) => e.Status.Detail.EndsWith(WorkflowErrors.NoSuchInstanceText, StringComparison.Ordinal);
}
