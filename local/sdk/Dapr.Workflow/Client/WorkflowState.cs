using Dapr.Common.Serialization;
using Google.Protobuf.WellKnownTypes;
using Proto = Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow;

/// <summary>A workflow as the sidecar sees it at one moment.</summary>
public sealed class WorkflowState
{
    private readonly Proto.WorkflowState? state;
    private readonly IDaprSerializer serializer;

    internal WorkflowState(Proto.WorkflowState? state, IDaprSerializer serializer)
    {
        this.state = state;
        this.serializer = serializer;
    }

    /// <summary>Name of the workflow; null when it does not exist.</summary>
    public string? WorkflowName => state?.Name;

    /// <summary>Whether the sidecar knows the workflow.</summary>
    public bool Exists => state is not null;

    /// <summary>Whether it is running.</summary>
    public bool IsWorkflowRunning => RuntimeStatus == WorkflowRuntimeStatus.Running;

    /// <summary>Whether it has completed, failed or been terminated.</summary>
    public bool IsWorkflowCompleted =>
        RuntimeStatus is WorkflowRuntimeStatus.Completed or WorkflowRuntimeStatus.Failed or WorkflowRuntimeStatus.Terminated;

    /// <summary>When it was created; the earliest possible time when it does not exist.</summary>
    public DateTimeOffset CreatedAt => Time(state?.CreatedTimestamp);

    /// <summary>When its history last grew; the earliest possible time when it does not exist.</summary>
    public DateTimeOffset LastUpdatedAt => Time(state?.LastUpdatedTimestamp);

    /// <summary>Where it stands; <see cref="WorkflowRuntimeStatus.Unknown"/> when it does not exist.</summary>
    public WorkflowRuntimeStatus RuntimeStatus
    {
        get
        {
            var status = state is null ? WorkflowRuntimeStatus.Unknown : (WorkflowRuntimeStatus)state.WorkflowStatus;
            return System.Enum.IsDefined(status) ? status : WorkflowRuntimeStatus.Unknown;
        }
    }

    /// <summary>How it failed; null unless it did.</summary>
    public WorkflowTaskFailureDetails? FailureDetails => state?.FailureDetails is { } details
        ? new WorkflowTaskFailureDetails(details.ErrorType, details.ErrorMessage, details.StackTrace)
        : null;

    /// <summary>The input, if inputs and outputs were asked for.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The input; the type's default when there is none.</returns>
    public T? ReadInputAs<T>() => serializer.Deserialize<T>(state?.Input);

    /// <summary>The output, if inputs and outputs were asked for.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The output; the type's default when there is none.</returns>
    public T? ReadOutputAs<T>() => serializer.Deserialize<T>(state?.Output);

    /// <summary>The custom status, if inputs and outputs were asked for.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>The custom status; the type's default when there is none.</returns>
    public T? ReadCustomStatusAs<T>() => serializer.Deserialize<T>(state?.CustomStatus);

    private static DateTimeOffset Time(Timestamp? timestamp) => timestamp?.ToDateTimeOffset() ?? default;
}
