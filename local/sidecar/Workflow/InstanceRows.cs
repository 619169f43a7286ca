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

    /// <summary>Rows for the entries that are not durable. They are once this is committed and said so.</summary>
    internal (List<StateChange> Rows, Action Committed) Keep(IEnumerable<InboxEntry> entries)
    {
        List<InboxEntry> kept = [.. entries.Where(entry => entry is { Durable: false, Kept: true })];
        List<StateChange> rows = [];
        foreach (var entry in kept)
        {
            // A row that a failed commit may have written all the same is written again, not a second one.
            var row = entry.Row ??= New();
            rows.Add(new StateChange(JournalKeys.Inbox(Prefix, row), entry.Bytes));
        }

        return (rows, () => kept.ForEach(entry => entry.Durable = true));
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
