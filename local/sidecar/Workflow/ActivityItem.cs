using System.Buffers;
using Checkout.Local.Wire.Grpc;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>An activity to run. It stays the same over deliveries but for the span.</summary>
internal sealed class ActivityItem(InstanceActor owner, Generation generation, HistoryEvent scheduled) : WorkItem
{
    internal override (string InstanceId, int? TaskId) Key { get; } = (owner.Key.InstanceId, scheduled.EventId);

    internal override string Name => Scheduled.TaskScheduled.Name;

    /// <summary>The generation that scheduled it.</summary>
    internal Generation Generation { get; } = generation;

    internal HistoryEvent Scheduled { get; } = scheduled;

    internal override bool TryWrite(IBufferWriter<byte> output)
    {
        if (owner.Purged)
        {
            return false;
        }

        var task = Scheduled.TaskScheduled;
        GrpcFrame.Write(output, new Dapr.DurableTask.Protobuf.WorkItem
        {
            ActivityRequest = new ActivityRequest
            {
                Name = task.Name,
                Version = task.Version,
                Input = task.Input,
                WorkflowInstance = new WorkflowInstance { InstanceId = owner.Key.InstanceId },
                TaskId = Scheduled.EventId,
                TaskExecutionId = task.TaskExecutionId,
                ParentTraceContext = TraceIds.WithSpan(task.ParentTraceContext, TraceIds.NewSpan()),
            },
        });
        return true;
    }

    internal void Complete(ActivityResponse answer) => owner.ActivityDone(this, answer);
}
