using Dapr.Workflow.Abstractions;

namespace Dapr.Workflow;

/// <summary>Base of activities: ordinary code, run at least once for each call, with services injected through the constructor.</summary>
/// <typeparam name="TInput">Type of the input.</typeparam>
/// <typeparam name="TOutput">Type of the output.</typeparam>
public abstract class WorkflowActivity<TInput, TOutput> : IWorkflowActivity
{
    Type IWorkflowActivity.InputType => typeof(TInput);

    Type IWorkflowActivity.OutputType => typeof(TOutput);

    /// <summary>The activity's code.</summary>
    /// <param name="context">Which call this is.</param>
    /// <param name="input">Its input; the type's default when none was given.</param>
    /// <returns>Its output.</returns>
    public abstract Task<TOutput> RunAsync(WorkflowActivityContext context, TInput input);

    /// <inheritdoc/>
    public async Task<object?> RunAsync(WorkflowActivityContext context, object? input) =>
        await RunAsync(context, input is null ? default! : (TInput)input);
}

/// <summary>Which call of an activity this is.</summary>
public abstract class WorkflowActivityContext
{
    /// <summary>Name of the activity.</summary>
    public abstract TaskIdentifier Identifier { get; }

    /// <summary>
    /// The same for every delivery of one call, but another for each attempt of a <see cref="WorkflowRetryPolicy"/>: it is no idempotency
    /// key for the outside world.
    /// </summary>
    public abstract string TaskExecutionKey { get; }

    /// <summary>ID of the workflow that calls.</summary>
    public abstract string InstanceId { get; }
}
