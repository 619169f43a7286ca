using Checkout.Local.Sidecar.Workflow;

namespace Checkout.Local.Sidecar.Resources;

/// <summary>Reads <c>spec.workflow</c> of a Configuration: retention and concurrency.</summary>
internal static class WorkflowSettingsReader
{
    private const string Retention = "stateRetentionPolicy";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ResourceException">A field is unknown, not a duration or not a number.</exception>
    public static WorkflowSettings Read(ResourceFields workflow)
    {
        workflow.Only(
            Retention, "maxConcurrentWorkflowInvocations", "maxConcurrentActivityInvocations", "globalMaxConcurrentWorkflowInvocations",
            "globalMaxConcurrentActivityInvocations", "workflowConcurrencyLimits", "activityConcurrencyLimits");
        var policy = workflow.Child(Retention).Only("anyTerminal", "completed", "failed", "terminated");
        return new WorkflowSettings(
            new RetentionPolicy(Time(policy, "anyTerminal"), Time(policy, "completed"), Time(policy, "failed"), Time(policy, "terminated")),
            new ConcurrencyLimits(Most(workflow, "WorkflowInvocations"), Named(workflow, "workflowConcurrencyLimits")),
            new ConcurrencyLimits(Most(workflow, "ActivityInvocations"), Named(workflow, "activityConcurrencyLimits")));
    }

    private static TimeSpan? Time(ResourceFields policy, string end) =>
        policy.Text(end) is not { } text ? null
        : GoDuration.TryParse(text, out var duration) ? duration
        : throw policy.Error(end, "is not a positive duration.", "Write a duration such as 720h.");

    // An app of a local run has one sidecar, so that the limit of one and that of all together are alike.
    private static int? Most(ResourceFields workflow, string what)
    {
        var own = workflow.Number($"maxConcurrent{what}", 0, 0);
        var all = workflow.Number($"globalMaxConcurrent{what}", 0, 0);
        return (own, all) switch
        {
            (0, 0) => null,
            (0, _) => all,
            (_, 0) => own,
            _ => Math.Min(own, all),
        };
    }

    private static Dictionary<string, int> Named(ResourceFields workflow, string list) =>
        workflow.Items(list).Select(item => item.Only("name", "maxConcurrent"))
            .ToDictionary(item => item.Required("name"), item => item.Number("maxConcurrent", 1, 1), StringComparer.OrdinalIgnoreCase);
}
