using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What is durable of an active instance. Clients read it while turns are taken, and never see half of one.</summary>
/// <param name="instanceId">The instance.</param>
internal sealed class SavedRun(string instanceId)
{
    private readonly Lock sync = new();

    /// <summary>The generation as the store has it. Only the instance itself may look into it without the methods below.</summary>
    internal Generation Generation { get; private set; } = new();

    /// <summary>Takes the next state over.</summary>
    /// <param name="generation">The generation from here on.</param>
    /// <param name="apply">Brings it up to what was saved.</param>
    internal void Replace(Generation generation, Action apply)
    {
        lock (sync)
        {
            apply();
            Generation = generation;
        }
    }

    internal WorkflowState Describe()
    {
        lock (sync)
        {
            return Generation.State.Describe(instanceId);
        }
    }

    internal IReadOnlyList<ReadOnlyMemory<byte>> History()
    {
        lock (sync)
        {
            return [.. Generation.Blocks];
        }
    }

    internal bool IsExecution(string? executionId)
    {
        lock (sync)
        {
            var started = Generation.State.Started?.ExecutionStarted;
            return string.Equals(started?.WorkflowInstance.ExecutionId, executionId, StringComparison.Ordinal);
        }
    }
}
