using Dapr.DurableTask.Protobuf;
using Google.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>Something that waits for the instance's next turn.</summary>
/// <param name="value">The event; null when only the turn itself is wanted.</param>
/// <param name="row">Its row in the store; null while it has none.</param>
/// <param name="kept">Whether the event goes into the history; a late result of an earlier generation does not.</param>
internal sealed class InboxEntry(HistoryEvent? value, long? row = null, bool kept = true)
{
    internal HistoryEvent? Event { get; } = value;

    internal byte[] Bytes { get; } = value is null ? [] : value.ToByteArray();

    /// <summary>Number of its row; set before the row is written.</summary>
    internal long? Row { get; set; } = row;

    /// <summary>Whether the row is written.</summary>
    internal bool Durable { get; set; } = row is not null;

    internal bool Kept { get; } = kept;

    /// <summary>Reads a stored entry.</summary>
    internal static InboxEntry Decode(ReadOnlyMemory<byte> bytes, long row) =>
        new(bytes.IsEmpty ? null : HistoryEvent.Parser.ParseFrom(bytes.Span), row);
}
