using Dapr.DurableTask.Protobuf;

namespace Dapr.Workflow.Replay;

/// <summary>Which patches of the code this run takes. The sidecar keeps the list and wants every answer to repeat it.</summary>
internal sealed class Patches(IReadOnlyList<string> recorded)
{
    private readonly List<string> applied = [];

    /// <summary>A recorded patch is taken for ever; an unknown one only where the run has not been before.</summary>
    public bool IsPatched(string name, bool isReplaying)
    {
        var patched = recorded.Contains(name, StringComparer.Ordinal) || !isReplaying;
        if (patched)
        {
            applied.Add(name);
        }

        return patched;
    }

    /// <summary>What to report for a turn that ran code; null without patches.</summary>
    public WorkflowVersion? Report(string? workflowName) => Version(applied, workflowName);

    /// <summary>
    /// What to report for a turn that ran no code. The official SDK reports nothing there, which stalls a patched workflow when it is
    /// suspended or terminated.
    /// </summary>
    public WorkflowVersion? Repeat(string? workflowName) => Version(recorded, workflowName);

    private static WorkflowVersion? Version(IReadOnlyList<string> patches, string? workflowName)
    {
        if (patches.Count == 0)
        {
            return null;
        }

        var version = new WorkflowVersion { Name = workflowName ?? string.Empty };
        version.Patches.AddRange(patches);
        return version;
    }
}
