using Dapr.Common.Channels;
using Dapr.Common.Serialization;
using Dapr.Workflow.Client;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Proto = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow;

/// <summary>The workflow client; <c>AddDaprWorkflow</c> registers it. Safe for threads.</summary>
public sealed class DaprWorkflowClient : IDaprWorkflowClient
{
    private readonly SidecarChannel channel;
    private readonly IDaprSerializer serializer;
    private readonly bool ownsChannel;

    internal DaprWorkflowClient(SidecarChannel channel, IDaprSerializer serializer, bool ownsChannel = false)
    {
        this.channel = channel;
        this.serializer = serializer;
        this.ownsChannel = ownsChannel;
    }

    /// <inheritdoc/>
    public Task<string> ScheduleNewWorkflowAsync(string name, string? instanceId = null, object? input = null) =>
        ScheduleNewWorkflowAsync(name, instanceId, input, startTime: (DateTimeOffset?)null);

    /// <inheritdoc/>
    public Task<string> ScheduleNewWorkflowAsync(string name, string? instanceId, object? input, DateTime? startTime) =>
        ScheduleNewWorkflowAsync(name, instanceId, input, startTime is { } time ? new DateTimeOffset(time) : null);

    /// <inheritdoc/>
    public async Task<string> ScheduleNewWorkflowAsync(
        string name, string? instanceId, object? input, DateTimeOffset? startTime, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var request = new Proto.CreateInstanceRequest
        {
            InstanceId = instanceId ?? Guid.NewGuid().ToString(),
            Name = name,
            Input = serializer.Serialize(input),
            ScheduledStartTimestamp = startTime is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            ParentTraceContext = WorkflowTracing.Current(),
        };
        return (await channel.CallAsync(TaskHubMethods.StartInstance, request, cancellation)).InstanceId;
    }

    /// <inheritdoc/>
    public async Task<WorkflowState> GetWorkflowStateAsync(
        string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default)
    {
        try
        {
            var response = await channel.CallAsync(TaskHubMethods.GetInstance, Instance(instanceId, getInputsAndOutputs), cancellation);
            return new WorkflowState(response.Exists ? response.WorkflowState : null, serializer);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return new WorkflowState(state: null, serializer);
        }
    }

    /// <inheritdoc/>
    public async Task<WorkflowState> WaitForWorkflowStartAsync(
        string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default)
    {
        var request = Instance(instanceId, getInputsAndOutputs);
        return Existing(instanceId, await BlockingCall.RunAsync(channel, TaskHubMethods.WaitForInstanceStart, request, cancellation));
    }

    /// <inheritdoc/>
    public async Task<WorkflowState> WaitForWorkflowCompletionAsync(
        string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default)
    {
        var request = Instance(instanceId, getInputsAndOutputs: false);
        var state = Existing(
            instanceId, await BlockingCall.RunAsync(channel, TaskHubMethods.WaitForInstanceCompletion, request, cancellation));
        return getInputsAndOutputs ? await GetWorkflowStateAsync(instanceId, getInputsAndOutputs: true, cancellation) : state;
    }

    /// <inheritdoc/>
    public Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        ArgumentException.ThrowIfNullOrWhiteSpace(eventName);
        return channel.CallAsync(
            TaskHubMethods.RaiseEvent,
            new Proto.RaiseEventRequest { InstanceId = instanceId, Name = eventName, Input = serializer.Serialize(eventPayload) },
            cancellation);
    }

    /// <inheritdoc/>
    public Task TerminateWorkflowAsync(string instanceId, object? output = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        return channel.CallAsync(
            TaskHubMethods.TerminateInstance,
            new Proto.TerminateRequest { InstanceId = instanceId, Output = serializer.Serialize(output), Recursive = true },
            cancellation);
    }

    /// <inheritdoc/>
    public Task SuspendWorkflowAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        return channel.CallAsync(
            TaskHubMethods.SuspendInstance,
            new Proto.SuspendRequest { InstanceId = instanceId, Reason = reason ?? string.Empty },
            cancellation);
    }

    /// <inheritdoc/>
    public Task ResumeWorkflowAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        return channel.CallAsync(
            TaskHubMethods.ResumeInstance,
            new Proto.ResumeRequest { InstanceId = instanceId, Reason = reason ?? string.Empty },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var request = new Proto.PurgeInstancesRequest { InstanceId = instanceId, Recursive = true };
        return (await channel.CallAsync(TaskHubMethods.PurgeInstances, request, cancellation)).DeletedInstanceCount > 0;
    }

    /// <inheritdoc/>
    public async Task<WorkflowInstancePage> ListInstanceIdsAsync(
        string? continuationToken = null, int? pageSize = null, CancellationToken cancellation = default)
    {
        var request = new Proto.ListInstanceIDsRequest();
        if (continuationToken is not null)
        {
            request.ContinuationToken = continuationToken;
        }

        if (pageSize is { } size)
        {
            request.PageSize = checked((uint)size);
        }

        var response = await channel.CallAsync(TaskHubMethods.ListInstanceIDs, request, cancellation);
        return new WorkflowInstancePage([.. response.InstanceIds], response.HasContinuationToken ? response.ContinuationToken : null);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkflowHistoryEvent>> GetInstanceHistoryAsync(
        string instanceId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var request = new Proto.GetInstanceHistoryRequest { InstanceId = instanceId };
        var response = await channel.CallAsync(TaskHubMethods.GetInstanceHistory, request, cancellation);
        return [.. response.Events.Select(HistoryEventTypes.Describe)];
    }

    /// <inheritdoc/>
    public async Task<string> RerunWorkflowFromEventAsync(
        string sourceInstanceId, uint eventId, RerunWorkflowFromEventOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(sourceInstanceId);
        var request = new Proto.RerunWorkflowFromEventRequest { SourceInstanceID = sourceInstanceId, EventID = eventId };
        if (options?.NewInstanceId is { } newInstanceId)
        {
            request.NewInstanceID = newInstanceId;
        }

        if (options is { OverwriteInput: true })
        {
            request.OverwriteInput = true;
            request.Input = serializer.Serialize(options.Input);
        }

        return (await channel.CallAsync(TaskHubMethods.RerunWorkflowFromEvent, request, cancellation)).NewInstanceID;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ownsChannel)
        {
            channel.Dispose();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static Proto.GetInstanceRequest Instance(string instanceId, bool getInputsAndOutputs)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        return new Proto.GetInstanceRequest { InstanceId = instanceId, GetInputsAndOutputs = getInputsAndOutputs };
    }

    private WorkflowState Existing(string instanceId, Proto.GetInstanceResponse response) => response.Exists
        ? new WorkflowState(response.WorkflowState, serializer)
        : throw new InvalidOperationException($"Workflow instance '{instanceId}' does not exist.");
}
