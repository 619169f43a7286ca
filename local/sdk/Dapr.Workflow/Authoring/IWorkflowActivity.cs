namespace Dapr.Workflow.Abstractions;

/// <summary>An activity, whatever its types.</summary>
public interface IWorkflowActivity
{
    /// <summary>Type of the input.</summary>
    Type InputType { get; }

    /// <summary>Type of the output.</summary>
    Type OutputType { get; }

    /// <summary>Runs the activity.</summary>
    /// <param name="context">Which call this is.</param>
    /// <param name="input">Its input.</param>
    /// <returns>Its output.</returns>
    Task<object?> RunAsync(WorkflowActivityContext context, object? input);
}
