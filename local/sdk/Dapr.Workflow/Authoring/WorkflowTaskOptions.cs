namespace Dapr.Workflow;

/// <summary>How much of its history a workflow shows to what it calls.</summary>
public enum HistoryPropagationScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its own history.</summary>
    OwnHistory = 1,

    /// <summary>Its own history and that of its ancestors.</summary>
    Lineage = 2,
}

/// <summary>How an activity or a child workflow is called.</summary>
/// <param name="RetryPolicy">When it is tried again; never when null.</param>
/// <param name="TargetAppId">App that has it; this one when null.</param>
/// <param name="PropagationScope">How much history it gets to see.</param>
public record WorkflowTaskOptions(
    WorkflowRetryPolicy? RetryPolicy = null,
    string? TargetAppId = null,
    HistoryPropagationScope PropagationScope = HistoryPropagationScope.None)
{
    /// <summary>The same options with another scope.</summary>
    /// <param name="scope">How much history it gets to see.</param>
    /// <returns>The new options.</returns>
    public WorkflowTaskOptions WithHistoryPropagation(HistoryPropagationScope scope) => this with { PropagationScope = scope };
}

/// <summary>How a child workflow is called.</summary>
/// <param name="InstanceId">ID of its run; a deterministic GUID when null.</param>
/// <param name="RetryPolicy">When it is tried again; never when null.</param>
/// <param name="TargetAppId">App that has it; this one when null.</param>
/// <param name="PropagationScope">How much history it gets to see.</param>
public record ChildWorkflowTaskOptions(
    string? InstanceId = null,
    WorkflowRetryPolicy? RetryPolicy = null,
    string? TargetAppId = null,
    HistoryPropagationScope PropagationScope = HistoryPropagationScope.None)
    : WorkflowTaskOptions(RetryPolicy, TargetAppId, PropagationScope)
{
    /// <summary>The same options with another scope.</summary>
    /// <param name="scope">How much history it gets to see.</param>
    /// <returns>The new options.</returns>
    public new ChildWorkflowTaskOptions WithHistoryPropagation(HistoryPropagationScope scope) => this with { PropagationScope = scope };
}
