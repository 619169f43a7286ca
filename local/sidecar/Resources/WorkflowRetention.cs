using Checkout.Local.Sidecar.Workflow;
using YamlDotNet.RepresentationModel;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>Reads <c>spec.workflow.stateRetentionPolicy</c> of a Configuration.</summary>
internal static class WorkflowRetention
{
    /// <summary>Name of the policy within <c>spec.workflow</c>.</summary>
    public const string Key = "stateRetentionPolicy";

    private static readonly string[] Ends = ["anyTerminal", "completed", "failed", "terminated"];

    /// <summary>Reads the policy.</summary>
    /// <exception cref="ResourceException">A field is unknown or not a duration.</exception>
    public static RetentionPolicy Read(YamlResource resource)
    {
        if (YamlResource.Mapping(resource.Spec, "workflow") is not { } workflow || YamlResource.Mapping(workflow, Key) is not { } policy)
        {
            return RetentionPolicy.KeepForEver;
        }

        foreach (var key in YamlResource.Keys(policy).Where(key => !Ends.Contains(key.Value, StringComparer.Ordinal)))
        {
            throw resource.Error(key, $"spec.workflow.{Key}.{key.Value}", "is not a field.", $"Use one of: {string.Join(", ", Ends)}.");
        }

        return new RetentionPolicy(Time("anyTerminal"), Time("completed"), Time("failed"), Time("terminated"));

        TimeSpan? Time(string end) => YamlResource.Child(policy, end) is { } node ? Duration(resource, node, end) : null;
    }

    private static TimeSpan Duration(YamlResource resource, YamlNode node, string end) =>
        GoDuration.TryParse((node as YamlScalarNode)?.Value ?? string.Empty, out var duration)
            ? duration
            : throw resource.Error(node, $"spec.workflow.{Key}.{end}", "is not a positive duration.", "Write a duration such as 720h.");
}
