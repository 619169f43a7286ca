using System.Diagnostics;
using Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow;

/// <summary>Carries W3C traces through the workflow protocol.</summary>
internal static class WorkflowTracing
{
    public const string SourceName = "Dapr.Workflow";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The ambient trace as a message; null when there is none.</summary>
    public static TraceContext? Current() => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id } activity
        ? new TraceContext
        {
            TraceParent = id,
            TraceState = string.IsNullOrEmpty(activity.TraceStateString) ? null : activity.TraceStateString,
        }
        : null;

    /// <summary>Makes the workflow's trace ambient for one turn. Nothing is exported: a turn is replayed many times.</summary>
    public static Activity? StartTurn(TraceContext? parent)
    {
        if (!ActivityContext.TryParse(parent?.TraceParent, parent?.TraceState, out _))
        {
            return null;
        }

        var activity = new Activity("Workflow turn").SetParentId(parent?.TraceParent ?? string.Empty);
        activity.TraceStateString = parent?.TraceState;
        return activity.Start();
    }

    /// <summary>Starts the span of one activity.</summary>
    public static Activity? StartActivity(string name, TraceContext? parent) =>
        ActivityContext.TryParse(parent?.TraceParent, parent?.TraceState, isRemote: true, out var context)
            ? Source.StartActivity($"WorkflowActivity {name}", ActivityKind.Internal, context)
            : Source.StartActivity($"WorkflowActivity {name}");
}
