using Dapr.DurableTask.Protobuf;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What is kept of a finished instance besides its history: all that a status read needs, in one record.</summary>
/// <param name="Run">Name of the run, under which its history is stored.</param>
/// <param name="Turns">How many rows the history has.</param>
/// <param name="Children">Instances that it started.</param>
/// <param name="State">The state with input, output and custom status.</param>
internal sealed record FinishedRun(string Run, int Turns, IReadOnlyList<InstanceKey> Children, WorkflowState State)
{
    internal byte[] Encode()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Run);
        writer.Write(Turns);
        writer.Write(Children.Count);
        foreach (var child in Children)
        {
            writer.Write(child.AppId);
            writer.Write(child.InstanceId);
        }

        writer.Write(Google.Protobuf.MessageExtensions.ToByteArray(State));
        writer.Flush();
        return stream.ToArray();
    }

    internal static FinishedRun Decode(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        using var reader = new BinaryReader(stream);
        var run = reader.ReadString();
        var turns = reader.ReadInt32();
        var children = new InstanceKey[reader.ReadInt32()];
        for (var i = 0; i < children.Length; i++)
        {
            children[i] = new InstanceKey(reader.ReadString(), reader.ReadString());
        }

        return new FinishedRun(run, turns, children, WorkflowState.Parser.ParseFrom(stream));
    }

    /// <summary>Keys of everything the run stored, for its replacement.</summary>
    internal IEnumerable<string> Keys(InstanceKey key)
    {
        var prefix = JournalKeys.Run(key, Run);
        yield return JournalKeys.Finished(key);
        for (var turn = 0; turn < Turns; turn++)
        {
            yield return JournalKeys.History(prefix, turn);
        }
    }
}
