using System.Text;
using Checkout.Local.Sidecar.State;

namespace Checkout.Local.Sidecar.Workflow;

/// <summary>What the store has of one run of an instance, and what its next commit has to add.</summary>
/// <param name="key">The instance.</param>
/// <param name="run">Name of the run.</param>
internal sealed class InstanceRows(InstanceKey key, string run)
{
    private long last;

    /// <summary>Name of the run within the keys.</summary>
    internal string Run { get; } = run;

    /// <summary>Prefix of the keys of all its rows.</summary>
    internal string Prefix { get; } = JournalKeys.Run(key, run);

    /// <summary>Whether the store knows the instance as active.</summary>
    internal bool Stored { get; private set; }

    /// <summary>The finished run of the same ID, deleted by the first commit of this one.</summary>
    internal FinishedRun? Replaces { get; set; }

    internal static string NewRun() => Guid.NewGuid().ToString("N")[..12];

    /// <summary>A number for another inbox row.</summary>
    internal long New() => Interlocked.Increment(ref last);

    /// <summary>What the first commit has to hold besides its own content.</summary>
    internal IEnumerable<StateChange> PendingChanges()
    {
        foreach (var replaced in Replaces?.Keys(key) ?? [])
        {
            yield return new StateChange(replaced, null);
        }

        if (!Stored)
        {
            yield return new StateChange(JournalKeys.Active(key), Encoding.UTF8.GetBytes(Run));
        }
    }

    /// <summary>Gives every entry that is not durable a row.</summary>
    internal IEnumerable<StateChange> Keep(IEnumerable<InboxEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry is { Row: null, Kept: true }))
        {
            entry.Row = New();
            yield return new StateChange(JournalKeys.Inbox(Prefix, entry.Row.Value), entry.Bytes);
        }
    }

    /// <summary>The first commit is done.</summary>
    internal void MarkStored()
    {
        Stored = true;
        Replaces = null;
    }

    /// <summary>Takes up what was found in the store.</summary>
    internal void Recover(IEnumerable<InboxEntry> entries)
    {
        Stored = true;
        last = entries.Max(entry => entry.Row) ?? 0;
    }
}
