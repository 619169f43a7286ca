using Dapr.Common;
using Dapr.Workflow.Client;

namespace Dapr.Workflow;

/// <summary>
/// Starts, looks at and steers workflows of this app. Every call can end in a <see cref="Grpc.Core.RpcException"/>; cancelling one gives
/// its code Cancelled, except where a member says otherwise.
/// </summary>
public interface IDaprWorkflowClient : IDaprClient, IAsyncDisposable
{
    /// <summary>Starts a workflow and waits for its first turn.</summary>
    /// <param name="name">Name of the workflow.</param>
    /// <param name="instanceId">Its ID; a random GUID when null. The ID of a finished workflow starts that one again.</param>
    /// <param name="input">Its input.</param>
    /// <returns>Its ID.</returns>
    Task<string> ScheduleNewWorkflowAsync(string name, string? instanceId = null, object? input = null);

    /// <summary>Starts a workflow at a time.</summary>
    /// <param name="name">Name of the workflow.</param>
    /// <param name="instanceId">Its ID; a random GUID when null.</param>
    /// <param name="input">Its input.</param>
    /// <param name="startTime">When; a time without kind counts as local. Null waits for the first turn, a time does not.</param>
    /// <returns>Its ID.</returns>
    Task<string> ScheduleNewWorkflowAsync(string name, string? instanceId, object? input, DateTime? startTime);

    /// <summary>Starts a workflow at a time.</summary>
    /// <param name="name">Name of the workflow.</param>
    /// <param name="instanceId">Its ID; a random GUID when null.</param>
    /// <param name="input">Its input.</param>
    /// <param name="startTime">When. Null waits for the first turn, a time (also one that has passed) does not.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>Its ID.</returns>
    Task<string> ScheduleNewWorkflowAsync(
        string name, string? instanceId, object? input, DateTimeOffset? startTime, CancellationToken cancellation = default);

    /// <summary>Looks at a workflow.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="getInputsAndOutputs">Whether input, output, custom status and failure are wanted.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>Its state; one with <see cref="WorkflowState.Exists"/> false when there is none.</returns>
    Task<WorkflowState> GetWorkflowStateAsync(
        string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default);

    /// <summary>Waits until a workflow has started. Goes on through outages of the sidecar.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="getInputsAndOutputs">Whether input, output, custom status and failure are wanted.</param>
    /// <param name="cancellation">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Its state.</returns>
    /// <exception cref="InvalidOperationException">There is no such workflow.</exception>
    Task<WorkflowState> WaitForWorkflowStartAsync(
        string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default);

    /// <summary>Waits until a workflow has ended. Goes on through outages of the sidecar.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="getInputsAndOutputs">Whether input, output, custom status and failure are wanted.</param>
    /// <param name="cancellation">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Its state.</returns>
    /// <exception cref="InvalidOperationException">There is no such workflow.</exception>
    Task<WorkflowState> WaitForWorkflowCompletionAsync(
        string instanceId, bool getInputsAndOutputs = true, CancellationToken cancellation = default);

    /// <summary>Raises an event on a workflow.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="eventName">Name of the event; letter case does not count.</param>
    /// <param name="eventPayload">Payload of the event.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>Ends when the event is stored.</returns>
    Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <summary>Ends a workflow and its children without running any more of their code.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="output">Its output from now on.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>Ends when the workflow is terminated.</returns>
    Task TerminateWorkflowAsync(string instanceId, object? output = null, CancellationToken cancellation = default);

    /// <summary>Holds a workflow.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="reason">Why; goes to its history.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>Ends when the workflow is suspended.</returns>
    Task SuspendWorkflowAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Lets a suspended workflow go on.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="reason">Why; goes to its history.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>Ends when the workflow runs again.</returns>
    Task ResumeWorkflowAsync(string instanceId, string? reason = null, CancellationToken cancellation = default);

    /// <summary>Forgets a workflow that has ended, and its children.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>Whether anything was deleted.</returns>
    Task<bool> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Lists the IDs of this app's workflows.</summary>
    /// <param name="continuationToken">From the page before.</param>
    /// <param name="pageSize">How many IDs at most.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>A page.</returns>
    Task<WorkflowInstancePage> ListInstanceIdsAsync(
        string? continuationToken = null, int? pageSize = null, CancellationToken cancellation = default);

    /// <summary>Reads what has happened in a workflow.</summary>
    /// <param name="instanceId">Its ID.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>The events in their order.</returns>
    Task<IReadOnlyList<WorkflowHistoryEvent>> GetInstanceHistoryAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Runs a workflow again from an event of its history, as a new one.</summary>
    /// <param name="sourceInstanceId">ID of the workflow.</param>
    /// <param name="eventId">Number of the event.</param>
    /// <param name="options">ID and input of the new run.</param>
    /// <param name="cancellation">Gives the call up.</param>
    /// <returns>ID of the new run.</returns>
    Task<string> RerunWorkflowFromEventAsync(
        string sourceInstanceId, uint eventId, RerunWorkflowFromEventOptions? options = null, CancellationToken cancellation = default);
}
