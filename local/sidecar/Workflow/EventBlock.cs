using System.Buffers;
using Dapr.DurableTask.Protobuf;
using Google.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>
/// Serialized history events in the very form in which a work item carries its past (<c>pastEvents</c>, field 3 of WorkflowRequest),
/// so that old turns are sent again without being looked into.
/// </summary>
internal static class EventBlock
{
    private const byte PastEventTag = (3 << 3) | 2;
    private const byte NewEventTag = (4 << 3) | 2;

    internal static byte[] Of(IReadOnlyList<byte[]> events)
    {
        var block = new byte[Size(events)];
        var position = 0;
        foreach (var e in events)
        {
            position += WriteHeader(block.AsSpan(position), PastEventTag, e.Length);
            e.CopyTo(block, position);
            position += e.Length;
        }

        return block;
    }

    /// <summary>Appends events as the new ones of a turn (<c>newEvents</c>, field 4).</summary>
    internal static void WriteNew(IBufferWriter<byte> output, IReadOnlyList<byte[]> events)
    {
        foreach (var e in events)
        {
            output.Advance(WriteHeader(output.GetSpan(6), NewEventTag, e.Length));
            output.Write(e);
        }
    }

    internal static int Size(IReadOnlyList<byte[]> events)
    {
        var size = 0;
        foreach (var e in events)
        {
            size += 1 + VarintSize((uint)e.Length) + e.Length;
        }

        return size;
    }

    internal static IEnumerable<HistoryEvent> Parse(ReadOnlyMemory<byte> block) => WorkflowRequest.Parser.ParseFrom(block.Span).PastEvents;

    internal static int VarintSize(uint value) => CodedOutputStream.ComputeRawVarint32Size(value);

    internal static int WriteHeader(Span<byte> output, byte tag, int length)
    {
        output[0] = tag;
        var position = 1;
        var rest = (uint)length;
        for (; rest > 0x7F; rest >>= 7)
        {
            output[position++] = (byte)(rest | 0x80);
        }

        output[position++] = (byte)rest;
        return position;
    }
}
