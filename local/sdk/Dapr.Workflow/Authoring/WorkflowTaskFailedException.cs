using System.Reflection;

namespace Dapr.Workflow;

/// <summary>An activity or a child workflow failed.</summary>
/// <param name="message">What failed.</param>
/// <param name="failureDetails">How.</param>
public class WorkflowTaskFailedException(string message, WorkflowTaskFailureDetails failureDetails) : Exception(message)
{
    /// <summary>How it failed.</summary>
    public WorkflowTaskFailureDetails FailureDetails { get; } = failureDetails;
}

/// <summary>How a workflow, an activity or a child workflow failed.</summary>
/// <param name="errorType">Full name of the exception's type.</param>
/// <param name="errorMessage">The exception's message.</param>
/// <param name="stackTrace">Where it was thrown.</param>
public class WorkflowTaskFailureDetails(string errorType, string errorMessage, string? stackTrace = null)
{
    /// <summary>Full name of the exception's type.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>The exception's message.</summary>
    public string ErrorMessage { get; } = errorMessage;

    /// <summary>Where it was thrown.</summary>
    public string? StackTrace { get; } = stackTrace;

    /// <summary>Whether the failure was an exception of a type, as far as the type can be told from its name.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>True for the type and for known types derived from it.</returns>
    public bool IsCausedBy<T>()
        where T : Exception =>
        string.Equals(ErrorType, typeof(T).FullName, StringComparison.Ordinal)
        || (FindType(typeof(T).Assembly) is { } type && type.IsAssignableTo(typeof(T)));

    private Type? FindType(Assembly assembly) => Type.GetType(ErrorType, throwOnError: false) ?? assembly.GetType(ErrorType);

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
