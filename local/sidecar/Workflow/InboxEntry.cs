using Dapr.DurableTask.Protobuf;
using Google.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Something that waits for the instance's next turn.</summary>
/// <param name="value">The event; null when only the turn itself is wanted.</param>
/// <param name="row">Its row in the store; null while it is not durable.</param>
/// <param name="kept">Whether the event goes into the history; a late result of an earlier generation does not.</param>
internal sealed class InboxEntry(HistoryEvent? value, long? row = null, bool kept = true)
{
    internal HistoryEvent? Event { get; } = value;

    internal byte[] Bytes { get; } = value is null ? [] : value.ToByteArray();

    internal long? Row { get; set; } = row;

    internal bool Kept { get; } = kept;

    /// <summary>Reads a stored entry.</summary>
    internal static InboxEntry Decode(ReadOnlyMemory<byte> bytes, long row) =>
        new(bytes.IsEmpty ? null : HistoryEvent.Parser.ParseFrom(bytes.Span), row);
}
