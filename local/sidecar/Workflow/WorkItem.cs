using System.Buffers;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>One piece of work for an app's worker, in the queue or with the worker.</summary>
internal abstract class WorkItem
{
    /// <summary>The stream it was sent on, while it is out.</summary>
    internal object? SentOn { get; set; }

    /// <summary>Whether it counts among the work that is out; see <see cref="WorkSlots"/>.</summary>
    internal bool HasSlot { get; set; }

    /// <summary>Name of the workflow or activity.</summary>
    internal abstract string Name { get; }

    /// <summary>What the worker's answer names.</summary>
    internal abstract (string InstanceId, int? TaskId) Key { get; }

    /// <summary>Writes the framed WorkItem message.</summary>
    /// <returns>False when nobody wants the work done any more; nothing was written.</returns>
    internal abstract bool TryWrite(IBufferWriter<byte> output);
}
