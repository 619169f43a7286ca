using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>A turn to take. What is in it is settled only when it is sent, so that results which come meanwhile share it.</summary>
internal sealed class TurnItem(InstanceActor owner) : WorkItem
{
    private readonly TaskCompletionSource<WorkflowResponse?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? name;

    internal override (string InstanceId, int? TaskId) Key { get; } = (owner.Key.InstanceId, null);

    // Asked for once: it is what the item is counted by.
    internal override string Name => name ??= owner.WorkflowName;

    /// <summary>The worker's answer; null when the turn was given up before it was sent.</summary>
    internal Task<WorkflowResponse?> Answer => answer.Task;

    /// <summary>Hands the answer over; ends when it was saved, or set aside for later.</summary>
    internal Task CompleteAsync(WorkflowResponse answer)
    {
        this.answer.TrySetResult(answer);
        return settled.Task;
    }

    internal void GiveUp() => answer.TrySetResult(null);

    /// <summary>Lets the worker's call return.</summary>
    internal void Settle() => settled.TrySetResult();

    internal override bool TryWrite(IBufferWriter<byte> output)
    {
        if (answer.Task.IsCompleted || owner.BeginTurn() is not { } turn)
        {
            GiveUp();
            return false;
        }

        var idBytes = Encoding.UTF8.GetByteCount(owner.Key.InstanceId);
        var idSize = idBytes == 0 ? 0 : 1 + EventBlock.VarintSize((uint)idBytes) + idBytes;
        var request = idSize + turn.Past.Sum(block => block.Length) + EventBlock.Size(turn.New);
        var header = output.GetSpan(16 + idBytes);
        header[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], 1 + EventBlock.VarintSize((uint)request) + request);
        var position = 5 + EventBlock.WriteHeader(header[5..], WorkflowRequestTag, request);
        if (idBytes > 0)
        {
            position += EventBlock.WriteHeader(header[position..], InstanceIdTag, idBytes);
            position += Encoding.UTF8.GetBytes(owner.Key.InstanceId, header[position..]);
        }

        output.Advance(position);
        foreach (var block in turn.Past)
        {
            output.Write(block.Span);
        }

        EventBlock.WriteNew(output, turn.New);
        return true;
    }

    private const byte WorkflowRequestTag = (1 << 3) | 2;
    private const byte InstanceIdTag = (1 << 3) | 2;
}

/// <summary>What a turn carries: the saved history, and the new events, each serialized.</summary>
/// <param name="Past">Blocks of past events.</param>
/// <param name="New">New events, the workflowStarted first.</param>
internal sealed record TurnContent(IReadOnlyList<ReadOnlyMemory<byte>> Past, IReadOnlyList<byte[]> New);
