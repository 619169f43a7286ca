using System.Text;
using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>One generation of an instance: its history as saved, one block a turn, and what the history amounts to.</summary>
internal sealed class Generation
{
    private readonly List<ReadOnlyMemory<byte>> blocks = [];

    internal RunState State { get; } = new();

    internal IReadOnlyList<ReadOnlyMemory<byte>> Blocks => blocks;

    internal int Bytes { get; private set; }

    internal void Add(ReadOnlyMemory<byte> block, IEnumerable<HistoryEvent> events, string owner)
    {
        blocks.Add(block);
        Bytes += block.Length;
        foreach (var e in events)
        {
            State.Apply(e, owner);
        }
    }

    /// <summary>A history row: the custom status that the turn left (length + 1, or 0 for none), then the block.</summary>
    internal static byte[] EncodeRow(string? customStatus, ReadOnlySpan<byte> block)
    {
        var status = customStatus is null ? [] : Encoding.UTF8.GetBytes(customStatus);
        var row = new byte[sizeof(int) + status.Length + block.Length];
        BitConverter.TryWriteBytes(row, customStatus is null ? 0 : status.Length + 1);
        status.CopyTo(row, sizeof(int));
        block.CopyTo(row.AsSpan(sizeof(int) + status.Length));
        return row;
    }

    /// <summary>Takes a row up as the next turn.</summary>
    internal void AddRow(ReadOnlyMemory<byte> row, string owner)
    {
        var length = BitConverter.ToInt32(row.Span);
        var statusBytes = Math.Max(0, length - 1);
        State.CustomStatus = length == 0 ? null : Encoding.UTF8.GetString(row.Span.Slice(sizeof(int), statusBytes));
        var block = row[(sizeof(int) + statusBytes)..];
        Add(block, EventBlock.Parse(block), owner);
    }
}
