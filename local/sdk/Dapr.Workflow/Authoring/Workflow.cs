namespace Dapr.Workflow;

/// <summary>A workflow, whatever its types.</summary>
public interface IWorkflow
{
    /// <summary>Type of the input.</summary>
    Type InputType { get; }

    /// <summary>Type of the output.</summary>
    Type OutputType { get; }

    /// <summary>Runs the workflow.</summary>
    /// <param name="context">What the workflow may do.</param>
    /// <param name="input">Its input.</param>
    /// <returns>Its output.</returns>
    Task<object?> RunAsync(WorkflowContext context, object? input);
}

/// <summary>Base of workflows. The code is replayed from its beginning on every turn, so it must be deterministic.</summary>
/// <typeparam name="TInput">Type of the input.</typeparam>
/// <typeparam name="TOutput">Type of the output.</typeparam>
public abstract class Workflow<TInput, TOutput> : IWorkflow
{
    Type IWorkflow.InputType => typeof(TInput);

    Type IWorkflow.OutputType => typeof(TOutput);

    /// <summary>The workflow's code.</summary>
    /// <param name="context">What the workflow may do.</param>
    /// <param name="input">Its input; the type's default when none was given.</param>
    /// <returns>Its output.</returns>
    public abstract Task<TOutput> RunAsync(WorkflowContext context, TInput input);

    async Task<object?> IWorkflow.RunAsync(WorkflowContext context, object? input) =>
        await RunAsync(context, input is null ? default! : (TInput)input);
}
