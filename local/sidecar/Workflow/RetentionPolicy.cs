using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>How long finished instances are kept (<c>spec.workflow.stateRetentionPolicy</c> of Configuration); null for ever.</summary>
/// <param name="AnyTerminal">For ends that have no time of their own.</param>
/// <param name="Completed">After COMPLETED.</param>
/// <param name="Failed">After FAILED.</param>
/// <param name="Terminated">After TERMINATED.</param>
internal sealed record RetentionPolicy(TimeSpan? AnyTerminal, TimeSpan? Completed, TimeSpan? Failed, TimeSpan? Terminated)
{
    /// <summary>What applies without a policy.</summary>
    public static readonly RetentionPolicy KeepForEver = new(null, null, null, null);

    /// <summary>How long an instance with this end is kept; null for ever.</summary>
    public TimeSpan? After(OrchestrationStatus end) => Of(end) ?? AnyTerminal;

    private TimeSpan? Of(OrchestrationStatus end) => end switch
    {
        OrchestrationStatus.Completed => Completed,
        OrchestrationStatus.Failed => Failed,
        OrchestrationStatus.Terminated => Terminated,
        _ => null,
    };
}
