using Microsoft.Extensions.Logging;

namespace Dapr.Workflow;

/// <summary>What a workflow sees of its run.</summary>
public interface IWorkflowContext
{
    /// <summary>Whether the code is catching up with what has happened before.</summary>
    bool IsReplaying { get; }

    /// <summary>The workflow's clock, UTC: the same in every replay.</summary>
    DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether this run takes the code behind a patch; runs that passed this place before the patch existed do not.</summary>
    /// <param name="patchName">Unique name within the workflow, never used again for another patch.</param>
    /// <returns>True to take the new code.</returns>
    bool IsPatched(string patchName);
}

/// <summary>What a workflow may do. Only the tasks that come from here may be awaited in workflow code.</summary>
public abstract class WorkflowContext : IWorkflowContext
{
    /// <summary>Name of the workflow.</summary>
    public abstract string Name { get; }

    /// <summary>ID of this run.</summary>
    public abstract string InstanceId { get; }

    /// <inheritdoc/>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <inheritdoc/>
    public abstract bool IsReplaying { get; }

    /// <inheritdoc/>
    public abstract bool IsPatched(string patchName);

    /// <summary>Calls an activity.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries, and the app that has the activity.</param>
    /// <returns>Ends with the activity.</returns>
    /// <exception cref="WorkflowTaskFailedException">The activity failed, after all retries.</exception>
    public virtual Task CallActivityAsync(string name, object? input = null, WorkflowTaskOptions? options = null) =>
        CallActivityAsync<object?>(name, input, options);

    /// <summary>Calls an activity.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retries, and the app that has the activity.</param>
    /// <returns>The activity's result; the type's default when it has none.</returns>
    /// <exception cref="WorkflowTaskFailedException">The activity failed, after all retries.</exception>
    public abstract Task<T> CallActivityAsync<T>(string name, object? input = null, WorkflowTaskOptions? options = null);

    /// <summary>Waits.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Ends the wait early; the timer itself still fires, without effect.</param>
    /// <returns>Ends when the time is over.</returns>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken = default) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>Waits until a moment.</summary>
    /// <param name="fireAt">The moment, UTC.</param>
    /// <param name="cancellationToken">Ends the wait early; the timer itself still fires, without effect.</param>
    /// <returns>Ends at the moment.</returns>
    /// <exception cref="ArgumentException">The moment's kind is not UTC.</exception>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event that is raised on this run. Events that came before are kept and taken first.</summary>
    /// <typeparam name="T">Type of the event's payload.</typeparam>
    /// <param name="eventName">Its name; letter case does not count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The payload; the type's default when there is none.</returns>
    public abstract Task<T> WaitForExternalEventAsync<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event, but not longer than a time.</summary>
    /// <typeparam name="T">Type of the event's payload.</typeparam>
    /// <param name="eventName">Its name; letter case does not count.</param>
    /// <param name="timeout">The time; negative for ever, zero not at all.</param>
    /// <returns>The payload; the type's default when there is none.</returns>
    /// <exception cref="TaskCanceledException">The time is over.</exception>
    public virtual async Task<T> WaitForExternalEventAsync<T>(string eventName, TimeSpan timeout)
    {
        using var timeUp = new CancellationTokenSource();
        using var came = new CancellationTokenSource();
        var wait = WaitForExternalEventAsync<T>(eventName, timeUp.Token);
        var timer = CreateTimer(timeout, came.Token);
        GiveUp(await Task.WhenAny(wait, timer) == wait ? came : timeUp);
        return await wait;

        // Not CancelAsync, which would leave the workflow's thread.
        static void GiveUp(CancellationTokenSource other) => other.Cancel();
    }

    /// <summary>Raises an event on another run. The runtime 1.18.3 does not deliver it, see the protocol notes.</summary>
    /// <param name="instanceId">ID of the other run.</param>
    /// <param name="eventName">Name of the event.</param>
    /// <param name="payload">Its payload.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets what clients see as the run's custom status.</summary>
    /// <param name="customStatus">The status; null clears it.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Runs a workflow as a part of this one.</summary>
    /// <param name="workflowName">Its name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Its ID, retries, and the app that has the workflow.</param>
    /// <returns>Ends with the workflow.</returns>
    /// <exception cref="WorkflowTaskFailedException">The workflow failed, after all retries.</exception>
    public virtual Task CallChildWorkflowAsync(string workflowName, object? input = null, ChildWorkflowTaskOptions? options = null) =>
        CallChildWorkflowAsync<object?>(workflowName, input, options);

    /// <summary>Runs a workflow as a part of this one.</summary>
    /// <typeparam name="TResult">Type of its output.</typeparam>
    /// <param name="workflowName">Its name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Its ID, retries, and the app that has the workflow.</param>
    /// <returns>The workflow's output; the type's default when it has none.</returns>
    /// <exception cref="WorkflowTaskFailedException">The workflow failed, after all retries.</exception>
    public abstract Task<TResult> CallChildWorkflowAsync<TResult>(
        string workflowName, object? input = null, ChildWorkflowTaskOptions? options = null);

    /// <summary>A logger that is silent while replaying.</summary>
    /// <param name="categoryName">Category of the log.</param>
    /// <returns>The logger.</returns>
    public abstract ILogger CreateReplaySafeLogger(string categoryName);

    /// <summary>A logger that is silent while replaying.</summary>
    /// <param name="type">Its name is the category of the log.</param>
    /// <returns>The logger.</returns>
    public abstract ILogger CreateReplaySafeLogger(Type type);

    /// <summary>A logger that is silent while replaying.</summary>
    /// <typeparam name="T">Its name is the category of the log.</typeparam>
    /// <returns>The logger.</returns>
    public abstract ILogger CreateReplaySafeLogger<T>();

    /// <summary>Starts the workflow anew under the same ID, with an empty history.</summary>
    /// <param name="newInput">Input of the new run.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that nobody has taken yet go on to the new run.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>What the workflows above this one have done, as far as they let it see.</summary>
    /// <returns>The history; null when none was handed down.</returns>
    public abstract PropagatedHistory? GetPropagatedHistory();

    /// <summary>A new GUID that is the same in every replay.</summary>
    /// <returns>The GUID.</returns>
    public abstract Guid NewGuid();
}
