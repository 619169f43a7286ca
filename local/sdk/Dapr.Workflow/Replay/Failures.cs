using Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>Failures as messages and back.</summary>
internal static class Failures
{
    /// <summary>An exception as a message; inner exceptions are not sent.</summary>
    public static TaskFailureDetails Of(Exception e) => new()
    {
        ErrorType = e.GetType().FullName ?? e.GetType().Name,
        ErrorMessage = e.Message,
        StackTrace = e.StackTrace ?? string.Empty,
    };

    /// <summary>A failure that is not an exception of the app's code.</summary>
    public static TaskFailureDetails Of(string errorType, string message) => new()
    {
        ErrorType = errorType,
        ErrorMessage = message,
        StackTrace = string.Empty,
    };

    /// <summary>The exception that a failed activity becomes in the workflow.</summary>
    public static WorkflowTaskFailedException OfActivity(TaskFailureDetails? details) =>
        new($"Task failed: {details?.ErrorMessage}", Details(details));

    /// <summary>The exception that a failed child workflow becomes in the workflow.</summary>
    public static WorkflowTaskFailedException OfChild(string name, TaskFailureDetails? details) =>
        new($"Child workflow '{name}' failed", Details(details));

    private static WorkflowTaskFailureDetails Details(TaskFailureDetails? details) =>
        new(details?.ErrorType ?? string.Empty, details?.ErrorMessage ?? string.Empty, details?.StackTrace ?? string.Empty);
}
